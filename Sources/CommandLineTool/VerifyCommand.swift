import ArgumentParser
import NPYShare

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check everything that can be checked in snapshots.",
    discussion: """
      Example: npyshare verify *.npy.zst --digest

      Every frame is decompressed and compared with its checksum, the seek table and the header; \
      nothing is stored. Exits with 1 when a snapshot is damaged. --digest prints the SHA-256 of the \
      .npy file in it, as sha256sum would of what zstd -d gives.
      """)

  @Argument(help: "The snapshots.", completion: .file())
  var files: [String]

  @Flag(help: "Print the SHA-256 of the .npy file in it.")
  var digest = false

  @Option(help: "At most so many threads; by default as many as there are processors.")
  var threads: Int?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads is at least 1.") }
    if digest, threads != nil {
      throw ValidationError(
        "--digest reads from the start to the end, on one thread: no --threads.")
    }
  }

  func run() throws {
    var worst = Outcome.fine
    var results: [JSONValue] = []
    for file in files {
      do throws(SnapshotError) {
        let report = try check(file)
        if output.json { results.append(report.json) } else { print(report.text) }
        if !report.verdict.isSound, worst == .fine { worst = .problemsFound }
      } catch {
        StandardError.print("npyshare: \(error)")
        results.append(
          .object([("path", .string(file)), ("error", .string(error.description))]))
        worst = .operationFailed
      }
    }
    if output.json { print(JSONValue.lines(results)) }
    if worst != .fine { throw worst }
  }

  private func check(_ file: String) throws(SnapshotError) -> VerdictReport {
    let progress = ProgressLine("verify \(file)")
    defer { progress.finish() }
    guard digest else {
      let verdict = try Snapshot.verify(
        file, threadCount: threads, progress: progress.callback)
      return VerdictReport(file: file, verdict: verdict, digest: nil)
    }
    var content = ContentDigest()
    let verdict = try Snapshot.verify(file, progress: progress.callback) { content.add($0) }
    let digest = verdict.isSound ? content.text : nil
    return VerdictReport(file: file, verdict: verdict, digest: digest)
  }
}
