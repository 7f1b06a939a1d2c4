import Glibc
import NPYShare

/// A process that does with npyshare what it is asked to, and says how long that took.
///
/// A request is a line of fields with tabs between them; so is the answer. The other workers, in C
/// and in Python, understand the same, so that a round can go from one to the next.
@main
struct BenchmarkWorker {
  /// What a command answers: seconds first, then whatever else it found out.
  typealias Command = @Sendable (_ arguments: [String]) throws -> [Double]

  static let commands: [String: (argumentCount: Int, run: Command)] = [
    "attach": (2, attach),
    "copy-transposed": (3, copyTransposed),
    "create-attach": (4, createAndAttach),
    "create-queue": (4, createQueue),
    "fill": (3, fill),
    "fill-queue": (3, fillQueue),
    "headers": (1, readHeaders),
    "lease": (3, lease),
    "loop": (3, runLoop),
    "own": (2, own),
    "ping-queue": (4, pingQueue),
    "ping-sleepers": (4, pingSleepers),
    "pong-queue": (4, pongQueue),
    "pong-sleepers": (4, pongSleepers),
    "receive-from-queue": (2, receiveFromQueue),
    "remove-queue": (1, removeQueue),
    "send-to-queue": (2, sendToQueue),
    "snapshot-rows": (4, readRowsOfSnapshot),
    "sum-axis": (3, sumAxis),
    "sum-elements": (2, sumElements),
    "sum-queue": (3, sumQueue),
    "sum-subscripts": (2, sumSubscripts),
    "turn-queue": (2, turnQueue),
  ]

  static func main() {
    while let line = readLine() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      do {
        print(try answer(fields[0], Array(fields.dropFirst())))
      } catch {
        print("error\t\(error)")
      }
      fflush(nil)
    }
  }

  private static func answer(_ name: String, _ arguments: [String]) throws -> String {
    guard let command = commands[name], command.argumentCount == arguments.count else {
      throw BenchmarkError("no command \(name) with \(arguments.count) arguments")
    }
    return try command.run(arguments).map { "\($0)" }.joined(separator: "\t")
  }
}
