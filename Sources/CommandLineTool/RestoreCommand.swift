import ArgumentParser
import NPYShare

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make an array of a snapshot, or of some of its rows.",
    discussion: """
      Example: npyshare restore frames.npy.zst --as frames
               npyshare restore frames.npy.zst --as /data/part.npy --rows 100:200

      Every checksum is compared, and the array appears when it is complete. With --replace it takes the \
      name of another one, whose users keep what they have. With --in-place the elements of a living \
      array of the same dtype, shape and order are stored over, under an exclusive lease: every frame is \
      checked before the first element is stored, but whoever kills the command in the middle gets a \
      mixture. Rows are a range of the outermost axis; only the frames that hold them are read.
      """)

  @Argument(help: "The snapshot.", completion: .file())
  var file: String

  @Option(name: .customLong("as"), help: "Where the array is made, or is.")
  var location: String

  @Flag(help: "Replace what has that name.")
  var replace = false

  @Flag(help: "Store into the array that has that name.")
  var inPlace = false

  @Option(
    help: ArgumentHelp("Some rows: A:B, A:, :B.", valueName: "A:B"), transform: RowRange.init)
  var rows: RowRange?

  @Flag(help: "Let frames of zeros take no room; storing there later can fail.")
  var sparse = false

  @Flag(help: "Let the elements begin at byte 4096.")
  var pageAligned = false

  @Flag(help: "Return when the array is on the disk.")
  var durable = false

  @Option(help: "At most so many threads; by default as many as there are processors.")
  var threads: Int?

  @Option(
    help: ArgumentHelp("The mode of a new file, in octal; 0600 by default.", valueName: "mode"),
    transform: ModeOptions.permissions)
  var mode: UInt32?

  @OptionGroup var timeout: TimeoutOptions
  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if inPlace, replace || rows != nil || sparse || pageAligned || durable || mode != nil {
      throw ValidationError(
        "--in-place stores into an array as it is; it goes with no option about a new one, nor with --rows."
      )
    }
    if let threads, threads < 1 { throw ValidationError("--threads is at least 1.") }
    if timeout.limit != nil, !inPlace {
      throw ValidationError("--timeout limits the wait for a lease: --in-place.")
    }
  }

  func run() throws {
    let location = try root.location(location)
    let progress = ProgressLine("restore \(file)")
    defer { progress.finish() }
    let layout: ArrayLayout
    if inPlace {
      let array = try SharedArray.attach(location, access: .readWrite)
      try Snapshot.restore(
        file, into: array, timeout: timeout.limit, threadCount: threads,
        progress: progress.callback)
      layout = array.layout
    } else {
      var options = CreationOptions()
      options.padding = pageAligned ? .page : .numpy
      options.space = sparse ? .sparse : .reserved
      options.permissions = mode ?? options.permissions
      options.isDurable = durable
      options.onConflict = replace ? .replace : .refuse
      layout = try Snapshot.restore(
        file, as: location, options: options, rows: try chosenRows(), threadCount: threads,
        progress: progress.callback)
    }
    progress.finish()
    CopyReport(verb: "restored", location: location, layout: layout).print(json: output.json)
  }

  private func chosenRows() throws -> Range<Int>? {
    guard let rows else { return nil }
    return rows.range(ofRowCount: try SnapshotReader(file).layout.rowCount)
  }
}
