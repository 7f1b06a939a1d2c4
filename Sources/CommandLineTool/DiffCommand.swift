import ArgumentParser
import NPYShare

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say where two arrays differ, and how much.",
    discussion: """
      Example: npyshare diff frames frames.npy
               npyshare diff a.npy b.npy --rtol 1e-5 --atol 1e-8

      Numbers are compared by their values, whatever their dtypes and orders; they may be \
      ATOL + RTOL * |second| apart, as numpy's isclose has it. Whole numbers meet floats, and long \
      doubles are measured, in double precision. Strings and opaque bytes are \
      compared exactly, structured elements field by field. Exits with 1 when the arrays differ, \
      also in their shapes. A file that is cut short meanwhile ends the command.
      """)

  @Argument(help: "A file, or the name of an array.", completion: .file())
  var first: String

  @Argument(help: "The other one.", completion: .file())
  var second: String

  @Option(
    help: ArgumentHelp("The part of the second number that may differ.", valueName: "part"),
    transform: Self.tolerance)
  var rtol = 0.0

  @Option(
    help: ArgumentHelp("The distance that is always allowed.", valueName: "distance"),
    transform: Self.tolerance)
  var atol = 0.0

  @Flag(help: "NaN equals NaN, and \"not a time\" itself.")
  var equalNan = false

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  private static func tolerance(_ text: String) throws -> Double {
    guard let number = Double(text), number >= 0, number.isFinite else {
      throw ValidationError("'\(text)' is not a tolerance; write a number such as 1e-5.")
    }
    return number
  }

  func run() throws {
    let arrays = (
      try SourceArray.attach(first, in: root.arrayRoot),
      try SourceArray.attach(second, in: root.arrayRoot)
    )
    let tolerance = DifferenceTolerance(relative: rtol, absolute: atol, equalNaN: equalNan)
    let progress = ReadingProgress(
      "compare", itemSize: arrays.0.layout.itemSize, of: arrays.0.layout.dataBytes)
    defer { progress.finish() }
    let result = try ElementReading.of(arrays.0) { elements in
      try ElementReading.of(arrays.1) { others in
        Result { () throws(DifferenceError) in
          try Difference.columns(
            between: elements, others, tolerance: tolerance, progress: progress.callback)
        }
      }
    }
    progress.finish()
    let report = DifferenceReport(result)
    print(output.json ? report.json.text : report.text)
    if report.isDifferent { throw Outcome.problemsFound }
  }
}
