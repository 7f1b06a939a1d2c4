import ArgumentParser
import NPYShare

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what .npy and .npz files, snapshots and arrays hold.",
    discussion: """
      Example: npyshare inspect photos.npy
               npyshare inspect frames --bytes
               npyshare inspect photos.npy --stats
               npyshare inspect photos.npy --slice '0:3, ::100'
               npyshare inspect photos.npy --plot heat-map --output photos.png

      A directory stands for the .npy, .npz and .npy.zst files in it. A plain word is an array's name, or \
      else a file in the working directory. Exits with 1 when something is wrong with a file.

      Of a snapshot the frame with the header and the seek table are read; npyshare verify checks \
      the rest.

      Headers are enough unless elements are asked for. --field and --slice choose some, which are \
      printed as numpy prints them, or described by --stats, or drawn by --plot.

      Minimum, maximum, mean and standard deviation (of the population) are those of the finite \
      elements; in JSON there is a histogram of them, whose edges are multiples of a power of two. \
      A line shows the least and the greatest element of each column, a heat map the means of its \
      cells. Reading a sparse array in /dev/shm takes memory for all of it, and a file that is cut \
      short meanwhile ends the command.

      In JSON, aligned says whether the elements begin at a multiple of their own alignment, as \
      numpy's flags.aligned does.
      """)

  @Argument(help: "Files, directories, and names of arrays.", completion: .file())
  var targets: [String]

  @Flag(help: "Show the header's bytes, and what they mean.")
  var bytes = false

  @OptionGroup var elements: ElementOptions
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
        let files = try target.files(includingSnapshots: true)
        if files.paths.isEmpty {
          StandardError.print(
            "npyshare: no .npy, .npz or .npy.zst files in '\(PrintableText(target.path))'")
        }
        reports += InspectionReport.of(files, in: target.path) { InspectionReport(path: $0) }
      } catch {
        reports.append(InspectionReport(failed: text, error))
      }
    }
    if elements.needsElements, bytes {
      throw ValidationError("--bytes is about headers; leave it out to see elements.")
    }
    if elements.plot != nil, elements.plotFile == nil, output.json {
      throw ValidationError("--plot draws text, which is no JSON; add --output FILE.")
    }
    if elements.plotFile != nil, reports.count != 1 {
      throw ValidationError("--output takes one file, and there are \(reports.count).")
    }
    if elements.needsElements {
      try showElements(of: reports)
    } else if output.json {
      print(JSONValue.lines(reports.map(\.json)))
    } else {
      show(reports)
    }
    if let outcome = InspectionReport.outcome(of: reports) { throw outcome }
  }

  private func showElements(of reports: [InspectionReport]) throws {
    let reports = reports.map { ElementsReport($0, elements) }
    if output.json {
      print(JSONValue.lines(reports.map(\.json)))
    } else {
      let texts = reports.compactMap { $0.text(drawing: elements.plotFile == nil) }
      if !texts.isEmpty { print(texts.joined(separator: "\n\n")) }
    }
    for report in reports {
      if let failure = report.failure { StandardError.print("npyshare: \(failure.text)") }
    }
    if let failure = reports.compactMap(\.failure).first { throw failure.outcome }
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
    } else if seen.count == 1 || bytes {
      print(seen.map { $0.text(withBytes: bytes) }.joined(separator: "\n\n"))
    } else {
      print(InspectionReport.table(seen))
    }
  }
}
