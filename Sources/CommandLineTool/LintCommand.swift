import ArgumentParser
import NPYShare

struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Say what is wrong with .npy files, and mend it.",
    discussion: """
      Example: npyshare lint data/
               npyshare lint --fix old.npy
               npyshare lint --fix crooked.npy --output straight.npy

      Exits with 1 when anything is wrong. --fix alone rewrites header bytes of unchanged length; \
      what needs more than that (elements that are not aligned, bytes behind them) goes to a new \
      file with --output.
      """)

  @Argument(help: "Files, and directories of files.", completion: .file())
  var paths: [String]

  @Flag(help: "Mend what can be mended.")
  var fix = false

  @Option(help: "With --fix and one file: write the mended file here.", completion: .file())
  var output: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if output != nil, !fix || paths.count != 1 {
      throw ValidationError("--output goes with --fix and one file.")
    }
  }

  func run() throws {
    var reports: [InspectionReport] = []
    for path in paths {
      do throws(ArrayStoreError) {
        let files = try InspectionTarget(path: path).files()
        if output != nil, files.paths != [path] {
          throw ArrayStoreError.notRegularFile(path, .directory)
        }
        reports += InspectionReport.of(files, in: path, checked)
      } catch {
        reports.append(InspectionReport(failed: path, error))
      }
    }
    if json {
      print(JSONValue.lines(reports.map(\.json)))
    } else {
      for report in reports { show(report) }
    }
    if let outcome = InspectionReport.outcome(of: reports) { throw outcome }
  }

  /// What is wrong with a file, after mending it if that was asked for.
  private func checked(_ file: String) -> InspectionReport {
    let report = InspectionReport(path: file)
    guard fix, case .npy(let inspection) = report.finding else { return report }
    do throws(ArrayStoreError) {
      if let output {
        try SharedArray.importFile(file, as: try ArrayLocation(file: output))
        say("\(PrintableText(file)): written anew as \(PrintableText(output))")
        return InspectionReport(path: output)
      }
      if report.problems.isEmpty { return report }
      guard try inspection.repairHeader() else {
        StandardError.print(
          "npyshare: what is wrong with '\(PrintableText(file))' is not in its header's text\(remedy(report))"
        )
        return report
      }
      say("\(PrintableText(file)): header mended")
      return InspectionReport(path: file)
    } catch {
      // What cannot be mended stays wrong, and that is the result.
      StandardError.print("npyshare: \(error)")
      return report
    }
  }

  /// What is left to do; nothing brings missing elements back.
  private func remedy(_ report: InspectionReport) -> String {
    report.problems.contains { $0.code == .dataMissing || $0.code == .objectDType }
      ? "" : "; write it anew with --fix --output FILE"
  }

  private func say(_ line: String) {
    if !json { print(line) }
  }

  private func show(_ report: InspectionReport) {
    switch report.finding {
    case .failed(let error): StandardError.print("npyshare: \(error)")
    case .snapshot, .damaged:
      StandardError.print(
        "npyshare: '\(PrintableText(report.path))' is left alone: snapshots are for npyshare verify"
      )
    case .npy, .npz: break
    }
    for problem in report.problems {
      print("\(PrintableText(report.path)): \(problem)")
    }
  }
}
