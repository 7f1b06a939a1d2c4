import ArgumentParser
import Glibc
import NPYShare

/// The command `npyshare`.
@main
struct NPYShareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "npyshare",
    abstract: "Share numpy arrays between processes as plain .npy files in shared memory.",
    discussion: """
      LOCATION is NAME or shm:NAME (an array in /dev/shm, or in --root or $NPYSHARE_ROOT), or a \
      path with a slash in it, or file:PATH.

      Exit codes: 0 fine, 1 problems were found, 2 bad usage, 3 an operation failed.

      Shell completions: npyshare --generate-completion-script bash (or zsh, fish).
      """,
    version: "0.1.0",
    subcommands: [
      CreateCommand.self, ImportCommand.self, ExportCommand.self, ListCommand.self,
      WhoCommand.self, InspectCommand.self, DiffCommand.self, LintCommand.self,
      SnapshotCommand.self, RestoreCommand.self, VerifyCommand.self,
      RemoveCommand.self,
      CollectCommand.self, QueueCommand.self,
    ])

  static func main() {
    // Writing beyond `ulimit -f` is then an error that can be told (EFBIG), and not a signal.
    _ = signal(SIGXFSZ, SIG_IGN)
    // The runtime finds the arguments through /proc; a process out of descriptors gets none, and
    // must not take that for a call without any.
    guard !CommandLine.arguments.isEmpty else {
      StandardError.print("npyshare: cannot read the command line (/proc/self/maps)")
      Glibc.exit(Outcome.operationFailed.rawValue)
    }
    // Bytes that are not UTF-8 have been replaced by now: the name is not the one that was meant.
    if let argument = CommandLine.arguments.first(where: { $0.contains("\u{FFFD}") }) {
      StandardError.print("npyshare: '\(PrintableText(argument))' is not UTF-8")
      Glibc.exit(Outcome.badUsage.rawValue)
    }
    do {
      var command = try parseAsRoot()
      try command.run()
      try StandardOutput.finish()
    } catch {
      exit(withOutcome: error)
    }
  }

  /// Ends the process as the error asks: help and the like go to standard output with code 0.
  private static func exit(withOutcome error: any Error) -> Never {
    var outcome = Outcome(error)
    if outcome == .fine {
      print(fullMessage(for: error))
    } else if error is ArrayStoreError || error is ArrayQueueError
      || error is SnapshotError
    {
      StandardError.print("npyshare: \(error)")
    } else if !(error is Outcome) {
      StandardError.print("npyshare: \(oneLine(message(for: error)))")
    }
    if (try? StandardOutput.finish()) == nil { outcome = .operationFailed }
    Glibc.exit(outcome.rawValue)
  }

  private static func oneLine(_ text: String) -> String {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
  }
}
