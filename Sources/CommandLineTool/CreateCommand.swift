import ArgumentParser
import NPYShare

struct CreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create an array of zeros.",
    discussion: """
      Example: npyshare create frames --shape 4,1080,1920 --dtype '<f4'

      Room is reserved: when there is none, that is an error now and not a crash later. The array \
      stays until it is removed.
      """)

  @Argument(help: "Where the array is made.")
  var location: String

  @Option(
    help: "Extents, outermost first, such as 4,1080,1920; '' is a single element.",
    transform: ArrayArgument.shape)
  var shape: [Int]

  @Option(
    help:
      "The elements' dtype as numpy spells it: '<f4', float32, \"[('x', '<f4'), ('n', '<i8')]\".",
    transform: ArrayArgument.dtype)
  var dtype: DType

  @Flag(help: "The first index runs fastest.")
  var fortran = false

  @Flag(help: "Let the elements begin at byte 4096. Some readers stop at 266 bytes of header.")
  var pageAligned = false

  @Flag(help: "Replace what has that name.")
  var replace = false

  @Flag(help: "Reserve no room: instant, but a full file system later ends who stores.")
  var sparse = false

  @OptionGroup var mode: ModeOptions
  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let location = try root.location(location)
    var options = CreationOptions()
    options.isFortranOrder = fortran
    options.padding = pageAligned ? .page : .numpy
    options.space = sparse ? .sparse : .reserved
    options.permissions = mode.mode
    options.onConflict = replace ? .replace : .refuse
    let array = try SharedArray.create(location, shape: shape, dtype: dtype, options: options)
    CopyReport(verb: "created", location: location, layout: array.layout).print(json: output.json)
  }
}
