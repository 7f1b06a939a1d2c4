import NPYShare

/// What `inspect --stats` says of elements.
struct StatisticsReport {
  let columns: [StatisticsColumn]

  /// Reads elements.
  init(_ elements: borrowing DynamicArrayView, progress: (@Sendable (Int) -> Void)?) {
    columns = Statistics.columns(of: elements, progress: progress)
  }

  /// A line a column.
  var text: String {
    if columns.isEmpty { return "no columns" }
    var table = TextTable([
      ("COLUMN", .left), ("DTYPE", .left), ("COUNT", .right), ("NAN", .right), ("INF", .right),
      ("MIN", .right), ("MAX", .right), ("MEAN", .right), ("STD", .right),
    ])
    for column in columns { table.append(Self.row(column)) }
    return table.text
  }

  private static func row(_ column: StatisticsColumn) -> [String] {
    let name = column.name.isEmpty ? "all" : column.name
    let start = [name, "\(column.dtype)", "\(column.count)"]
    guard let statistics = column.statistics else {
      return start + [String](repeating: "-", count: 6)
    }
    let infinities = statistics.positiveInfinityCount + statistics.negativeInfinityCount
    return start + [
      "\(statistics.nanCount)", "\(infinities)",
      statistics.minimum.map { ElementText($0).description } ?? "-",
      statistics.maximum.map { ElementText($0).description } ?? "-",
      statistics.mean.map { "\($0)" } ?? "-",
      statistics.standardDeviation.map { "\($0)" } ?? "-",
    ]
  }

  /// The member `columns` of a file's object.
  var json: JSONValue { .array(columns.map(Self.json)) }

  private static func json(_ column: StatisticsColumn) -> JSONValue {
    let start: [(String, JSONValue)] = [
      ("fields", .array(column.fields.map(JSONValue.string))),
      ("part", JSONValue(column.part) { .string($0.rawValue) }),
      ("descr", JSONValue(column.dtype.descr)), ("count", .int(column.count)),
    ]
    guard let statistics = column.statistics else {
      return .object(start + [("numeric", .bool(false))])
    }
    return .object(
      start + [
        ("numeric", .bool(true)),
        ("nan", .int(statistics.nanCount)),
        ("positive_infinity", .int(statistics.positiveInfinityCount)),
        ("negative_infinity", .int(statistics.negativeInfinityCount)),
        ("min", JSONValue(statistics.minimum) { JSONValue($0) }),
        ("max", JSONValue(statistics.maximum) { JSONValue($0) }),
        ("mean", JSONValue(statistics.mean) { JSONValue($0) }),
        ("std", JSONValue(statistics.standardDeviation) { JSONValue($0) }),
        (
          "histogram",
          JSONValue(statistics.histogram) { histogram in
            .object([
              ("edges", .array(histogram.edges.map { JSONValue($0) })),
              ("counts", JSONValue(histogram.counts)),
            ])
          }
        ),
      ])
  }
}
