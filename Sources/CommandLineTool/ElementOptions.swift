import ArgumentParser
import NPYShare

/// What of the elements `inspect` is asked for.
struct ElementOptions: ParsableArguments {
  @Flag(help: "Read the elements and say what they are like.")
  var stats = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A field of structured elements, as numpy's a['x']; again for a field in it.",
      valueName: "name"))
  var field: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Some of the elements, as numpy's a[...] takes them: '0:3, ::100', '-1', '..., 0'.",
      valueName: "indices"),
    transform: ArrayArgument.indices)
  var slice: [AxisIndex]?

  @Option(
    help: ArgumentHelp(
      "Draw the elements: auto, histogram, line or heat-map.", valueName: "kind"),
    completion: .list(PlotKind.allCases.map(\.rawValue)), transform: ArrayArgument.plotKind)
  var plot: PlotKind?

  @Option(
    name: .customLong("output"),
    help: ArgumentHelp("Draw into a new PNG file instead.", valueName: "file"),
    completion: .file())
  var plotFile: String?

  /// Whether elements are to be read at all.
  var needsElements: Bool { stats || slice != nil || plot != nil || !field.isEmpty }

  /// Whether the elements are to be printed: when nothing else is asked of them.
  var prints: Bool { !stats && plot == nil }

  func validate() throws {
    if plotFile != nil, plot == nil {
      throw ValidationError("--output is where --plot draws; add --plot auto.")
    }
  }

  /// Lends the part of the elements that is asked for.
  func withSelection<Result>(
    of elements: borrowing DynamicArrayView,
    _ body: (borrowing DynamicArrayView) throws -> Result
  ) throws -> Result {
    var layout = elements.layout
    for name in field { layout = try layout.field(name) }
    if let slice { layout = try layout.sliced(slice) }
    return try body(try elements.part(layout))
  }
}
