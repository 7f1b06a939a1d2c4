import CFork
import Glibc
import SystemPackage

/// A forked child that does what its parent passes on to it, and answers itself.
///
/// When its parent has died it lives on until a signal ends it.
final class ForkedChild {
  let process: pid_t
  private let commands: FileDescriptor

  /// Forks; in the child it never returns.
  init(_ serve: () -> Void) throws {
    let (input, commands) = try FileDescriptor.pipe()
    self.commands = commands
    process = plain_fork()
    if process == 0 {
      try commands.close()
      _ = try input.duplicate(as: .standardInput)
      serve()
      while true { pause() }
    }
    try input.close()
  }

  /// Passes a command on.
  func tell(_ command: String) throws {
    try commands.writeAll("\(command)\n".utf8)
  }

  /// Waits for its end; the status that the kernel gives.
  func reap() -> Int32 {
    plain_wait(process)
  }
}
