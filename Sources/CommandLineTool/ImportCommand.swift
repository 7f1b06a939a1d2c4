import ArgumentParser
import NPYShare

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Copy a .npy file, or a file of raw elements, into a new array.",
    discussion: """
      Example: npyshare import photos.npy --as photos
               npyshare import dump.bin --as dump --raw --dtype '<i2' --shape 1000,64

      The array appears when it is complete. With --replace it takes the name of another one, whose \
      users keep what they have. (numpy readers: see "np.load opens the path more than once" in the README.)
      """)

  @Argument(help: "The file to read.", completion: .file())
  var file: String

  @Option(name: .customLong("as"), help: "Where the array is made.")
  var location: String

  @Flag(help: "Replace what has that name.")
  var replace = false

  @Flag(help: "The file holds elements only; --dtype and --shape say which.")
  var raw = false

  @Option(
    help: "With --raw: the elements' dtype, as numpy spells it.", transform: ArrayArgument.dtype)
  var dtype: DType?

  @Option(help: "With --raw: extents, outermost first.", transform: ArrayArgument.shape)
  var shape: [Int]?

  @Flag(help: "With --raw: the first index runs fastest.")
  var fortran = false

  @Flag(help: "Let the elements begin at byte 4096.")
  var pageAligned = false

  @OptionGroup var mode: ModeOptions
  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if raw, dtype == nil || shape == nil {
      throw ValidationError("--raw needs --dtype and --shape: the file itself does not say.")
    }
    if !raw, dtype != nil || shape != nil || fortran {
      throw ValidationError(
        "--dtype, --shape and --fortran go with --raw: a .npy file says it itself.")
    }
  }

  func run() throws {
    let location = try root.location(location)
    var options = CreationOptions()
    options.isFortranOrder = fortran
    options.padding = pageAligned ? .page : .numpy
    options.permissions = mode.mode
    options.onConflict = replace ? .replace : .refuse
    let progress = ProgressLine("import \(file)")
    defer { progress.finish() }
    let layout =
      if let dtype, let shape {
        try SharedArray.importRawFile(
          file, shape: shape, dtype: dtype, as: location, options: options,
          progress: progress.callback)
      } else {
        try SharedArray.importFile(
          file, as: location, options: options, progress: progress.callback)
      }
    progress.finish()
    CopyReport(verb: "imported", location: location, layout: layout).print(json: output.json)
  }
}
