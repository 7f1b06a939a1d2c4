import NPYShare

/// What `inspect` says of a file whose elements it was asked to read.
struct ElementsReport {
  /// Why they could not be read.
  struct Failure {
    let text: String
    let outcome: Outcome
  }

  private let report: InspectionReport
  private var statistics: StatisticsReport?
  private var printed: String?
  private var plot: Plot?
  private(set) var failure: Failure?

  /// Reads the elements of an inspected file.
  init(_ report: InspectionReport, _ options: ElementOptions) {
    self.report = report
    let path = PrintableText(report.path)
    switch report.finding {
    case .failed(let error):
      failure = Failure(text: "\(error)", outcome: Outcome(error))
    case .snapshot:
      failure = Failure(
        text: "'\(path)' is a snapshot; restore it, or some rows of it, and inspect that",
        outcome: .operationFailed)
    case .damaged(let error):
      failure = Failure(text: "\(error)", outcome: .problemsFound)
    case .npz:
      failure = Failure(
        text: "'\(path)' is an archive; elements are read from .npy files",
        outcome: .operationFailed)
    case .npy:
      do {
        try read(options)
      } catch let error as ArrayStoreError {
        failure = Failure(text: "\(error)", outcome: Outcome(error))
      } catch {
        // The file is as it should be; what was asked of it is not.
        failure = Failure(text: "'\(path)': \(PrintableText("\(error)"))", outcome: .badUsage)
      }
    }
  }

  private mutating func read(_ options: ElementOptions) throws {
    let path = report.path
    let array = try SharedArray.attach(InspectionTarget(path: path))
    let progress = ReadingProgress(
      "read \(PrintableText(path))", itemSize: array.layout.itemSize, of: array.layout.dataBytes)
    defer { progress.finish() }
    try ElementReading.of(array) { elements in
      try options.withSelection(of: elements) { selection in
        if options.prints { printed = try SliceText(selection).text }
        if options.stats {
          statistics = StatisticsReport(selection, progress: progress.callback)
        }
        if let kind = options.plot {
          plot = Plot(
            try PlotContent(selection, as: kind),
            title: "\(PrintableText(path)) \(selection.dtype) \(ShapeText(selection.shape))")
        }
      }
    }
    if let plot, let file = options.plotFile { try PlotFile.write(plot, to: file) }
  }

  /// Several lines; nil when there is nothing but a failure.
  func text(drawing: Bool) -> String? {
    if case .failed = report.finding { return nil }
    let picture = drawing ? plot.map(TerminalPlot.text) : nil
    return
      ([report.text(withBytes: false)] + [printed, statistics?.text, picture].compactMap { $0 })
      .joined(separator: "\n")
  }

  /// The object of the file, with what its elements are.
  var json: JSONValue {
    guard case .object(let members) = report.json else { return report.json }
    var added: [(String, JSONValue)] = []
    if let statistics { added.append(("columns", statistics.json)) }
    if let printed { added.append(("elements", .string(printed))) }
    if let failure, members.allSatisfy({ $0.0 != "error" }) {
      added.append(("error", .string(failure.text)))
    }
    return .object(members + added)
  }
}
