import NPYShare
import TestSupport

/// `npyshare queue` in a root of a test's own, and the queue `frames` there.
struct QueueCommands {
  let directory: TemporaryDirectory
  let location: ArrayLocation

  init() throws {
    directory = try TemporaryDirectory(.shm)
    location = try ArrayLocation(file: directory.file("frames"))
  }

  func npyshare(_ arguments: [String]) throws -> ChildProcess {
    try ChildProcess.npyshare(
      ["queue"] + arguments, environment: ["NPYSHARE_ROOT": directory.path])
  }

  /// Creates the queue, of four messages of 64 bytes.
  func create(_ options: String...) throws {
    let arguments = ["create", "frames", "--slots", "4", "--payload-bytes", "64"] + options
    let child = try npyshare(arguments)
    guard child.status == 0 else { throw CommandFailed(arguments: arguments, child: child) }
  }

  /// Sends messages of three elements that are all the same.
  func send(_ numbers: [Float]) throws {
    let queue = try ArrayQueue.attach(location)
    for number in numbers {
      try queue.send(shape: [3], of: Float.self) { view in
        for index in 0..<3 { view[index] = number }
      }
    }
  }

  /// Lines without blanks more than one, and without what the clock decides.
  func lines(_ child: ChildProcess) -> [String] {
    child.output.split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ").replacing(#/\b\d+ s\b/#, with: "0 s")
    }
  }
}
