import ArgumentParser
import NPYShare

struct SnapshotCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Take a compressed, checked snapshot of an array or a .npy file.",
    discussion: """
      Example: npyshare snapshot frames frames.npy.zst
               npyshare snapshot frames frames.npy.zst --consistency leased --replace

      zstd -d gives the .npy file byte for byte; npyshare restore makes an array of it, or of some \
      rows. The snapshot appears when it is complete and, on a disk, when it will last; one that is \
      replaced stays whole until then.

      What it promises about stores meanwhile: stable, the default, reads the array again until a \
      whole pass finds nothing changed, whoever stores; leased holds a shared lease, so that those who \
      take leases wait (with --spool only as long as a copy in memory takes); fuzzy promises nothing.
      """)

  @Argument(help: "A file, or the name of an array.", completion: .file())
  var source: String

  @Argument(help: "The snapshot to make, by custom NAME.npy.zst.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "The level of compression, 1 to 19; higher is smaller and slower. By default 1."),
    transform: Self.level)
  var level = 1

  @Option(
    help: ArgumentHelp(
      "What it promises about stores meanwhile: leased, stable (the default) or fuzzy.",
      valueName: "promise"),
    completion: .list(SnapshotConsistency.allCases.map(\.rawValue)), transform: Self.consistency)
  var consistency: SnapshotConsistency = .stable

  @Option(help: "How many passes a stable snapshot may take.")
  var passes = 8

  @Flag(help: "With leased: copy the array first, which takes as much memory again, and let go.")
  var spool = false

  @Option(
    help: ArgumentHelp("How much of the elements a frame holds, in KiB.", valueName: "KiB"))
  var frame = 256

  @Option(help: "At most so many threads; by default as many as there are processors.")
  var threads: Int?

  @Flag(help: "One frame for everything, for readers that stop after the first.")
  var singleFrame = false

  @Flag(help: "Write a plain .npy with the same care.")
  var noCompression = false

  @Flag(help: "Replace what has that name.")
  var replace = false

  @OptionGroup var timeout: TimeoutOptions
  @OptionGroup var mode: ModeOptions
  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  private static func level(_ text: String) throws -> Int {
    guard let level = Int(text), (1...19).contains(level) else {
      throw ValidationError("'\(PrintableText(text))' is not a level; write 1 to 19.")
    }
    return level
  }

  private static func consistency(_ text: String) throws -> SnapshotConsistency {
    guard let consistency = SnapshotConsistency(rawValue: text) else {
      throw ValidationError(
        "'\(PrintableText(text))' is no promise; write leased, stable or fuzzy.")
    }
    return consistency
  }

  func validate() throws {
    if spool, consistency != .leased {
      throw ValidationError("--spool shortens how long a lease is held: --consistency leased.")
    }
    if let threads, threads < 1 { throw ValidationError("--threads is at least 1.") }
    if timeout.limit != nil, consistency != .leased {
      throw ValidationError("--timeout limits the wait for a lease: --consistency leased.")
    }
  }

  func run() throws {
    var options = SnapshotOptions()
    options.compression = noCompression ? .none : .zstd(level: level)
    options.consistency = consistency
    options.maximumPasses = passes
    options.isSpooled = spool
    let (frameBytes, overflow) = frame.multipliedReportingOverflow(by: 1024)
    options.frameBytes = overflow ? .max : frameBytes
    options.threadCount = threads
    options.timeout = timeout.limit
    options.isSingleFrame = singleFrame
    options.permissions = mode.mode
    options.onConflict = replace ? .replace : .refuse
    let array = try SourceArray.attach(source, in: root.arrayRoot)
    let progress = ProgressLine("snapshot \(source)")
    defer { progress.finish() }
    let summary = try Snapshot.write(
      array, to: file, options: options, progress: progress.callback)
    progress.finish()
    print(output.json ? json(summary).text : text(summary))
  }

  private func text(_ summary: SnapshotSummary) -> String {
    let passes = summary.passes == 1 ? "1 pass" : "\(summary.passes) passes"
    return
      "snapshot \(PrintableText(file)): \(summary.layout.dtype) \(ShapeText(summary.layout.shape)), \(ByteCount(summary.contentBytes)) in \(ByteCount(summary.snapshotBytes)) (\(CompressionRatio(summary.contentBytes, in: summary.snapshotBytes))), \(summary.consistency.rawValue), \(passes)"
  }

  private func json(_ summary: SnapshotSummary) -> JSONValue {
    .object([("path", .string(file))] + summary.members)
  }
}
