import NPYShare

/// What `diff` says of two arrays.
struct DifferenceReport {
  private let result: Result<[Difference], DifferenceError>

  init(_ result: Result<[Difference], DifferenceError>) {
    self.result = result
  }

  /// Whether there is any difference.
  var isDifferent: Bool {
    switch result {
    case .success(let columns): columns.contains { $0.differingCount > 0 }
    case .failure: true
    }
  }

  /// A line for each column that differs, or one that says that none does.
  var text: String {
    switch result {
    case .success(let columns):
      let lines = columns.filter { $0.differingCount > 0 }.map(Self.line)
      return lines.isEmpty ? "equal" : lines.joined(separator: "\n")
    case .failure(let error): return "\(error)"
    }
  }

  private static func line(_ column: Difference) -> String {
    let name = column.fields.isEmpty ? "" : "'\(column.fields.joined(separator: "."))': "
    let elements = column.count == 1 ? "element" : "elements"
    let differ = column.differingCount == 1 ? "differs" : "differ"
    var line =
      "\(name)\(grouped(column.differingCount)) of \(grouped(column.count)) \(elements) \(differ)"
    if let first = column.first { line += "; first at \(place(first))" }
    if let greatest = column.greatest, let distance = column.greatestDistance {
      line += "; most at \(place(greatest)) (by \(distance))"
    }
    if column.nanMismatchCount > 0 {
      line += "; \(grouped(column.nanMismatchCount)) NaN on one side only"
    }
    return PrintableText(line).description
  }

  private static func place(_ place: Difference.Place) -> String {
    "\(place.indices): \(ElementText(place.first)) and \(ElementText(place.second))"
  }

  /// A number with commas between thousands.
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (place, digit) in String(number).reversed().enumerated() {
      if place > 0, place % 3 == 0 { text = "," + text }
      text = String(digit) + text
    }
    return text
  }

  /// The object that `--json` prints.
  var json: JSONValue {
    let start: [(String, JSONValue)] = [("equal", .bool(!isDifferent))]
    switch result {
    case .success(let columns):
      return .object(start + [("columns", .array(columns.map(Self.json)))])
    case .failure(let error):
      return .object(start + [("reason", .string(error.description))])
    }
  }

  private static func json(_ column: Difference) -> JSONValue {
    .object([
      ("fields", .array(column.fields.map(JSONValue.string))),
      ("count", .int(column.count)), ("differing", .int(column.differingCount)),
      ("nan_mismatches", .int(column.nanMismatchCount)),
      ("first", JSONValue(column.first, json)), ("greatest", JSONValue(column.greatest, json)),
      ("greatest_distance", JSONValue(column.greatestDistance) { JSONValue($0) }),
      (
        "greatest_relative_distance",
        JSONValue(column.greatestRelativeDistance) { JSONValue($0) }
      ),
    ])
  }

  private static func json(_ place: Difference.Place) -> JSONValue {
    .object([
      ("indices", JSONValue(place.indices)), ("first", JSONValue(place.first)),
      ("second", JSONValue(place.second)),
    ])
  }
}
