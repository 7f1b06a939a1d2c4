import ArgumentParser
import NPYShare

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what .npy and .npz files and arrays hold, from their headers alone.",
    discussion: """
      Example: npyshare inspect photos.npy
               npyshare inspect frames --bytes

      A directory stands for the .npy and .npz files in it. A plain word is an array's name, or \
      else a file in the working directory. Exits with 1 when something is wrong with a file.

      In JSON, aligned says whether the elements begin at a multiple of their own alignment, as \
      numpy's flags.aligned does.
      """)

  @Argument(help: "Files, directories, and names of arrays.", completion: .file())
  var targets: [String]

  @Flag(help: "Show the header's bytes, and what they mean.")
  var bytes = false

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    var reports: [InspectionReport] = []
    for text in targets {
      do throws(ArrayStoreError) {
        let target = try InspectionTarget(text, root: root.arrayRoot)
        if let other = target.alternative {
          StandardError.print(
            "npyshare: '\(PrintableText(text))' is both \(target.path) and the file ./\(other); this is the former"
          )
        }
        reports += InspectionReport.of(try target.files(), in: target.path) {
          InspectionReport(path: $0)
        }
      } catch {
        reports.append(InspectionReport(failed: text, error))
      }
    }
    if output.json {
      print(JSONValue.lines(reports.map(\.json)))
    } else {
      show(reports)
    }
    if let outcome = InspectionReport.outcome(of: reports) { throw outcome }
  }

  private func show(_ reports: [InspectionReport]) {
    var seen: [InspectionReport] = []
    for report in reports {
      if case .failed(let error) = report.finding {
        StandardError.print("npyshare: \(error)")
      } else {
        seen.append(report)
      }
    }
    if seen.isEmpty {
      if reports.isEmpty { print("no .npy or .npz files there") }
    } else if seen.count == 1 || bytes {
      print(seen.map { $0.text(withBytes: bytes) }.joined(separator: "\n\n"))
    } else {
      print(InspectionReport.table(seen))
    }
  }
}
