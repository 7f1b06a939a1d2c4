import TestSupport

/// A Python process that has a `ShareableList` attached, or makes one, and does what it is told.
final class ShareableListPeer {
  private let process: RunningProcess

  /// Starts Python; `values` is a Python list to make, nil to attach what is there.
  init(_ name: String, making values: String? = nil) throws {
    let source = """
      import struct, sys
      from multiprocessing import resource_tracker
      from multiprocessing.shared_memory import ShareableList
      name = sys.argv[1]
      made = len(sys.argv) > 2
      s = ShareableList(eval(sys.argv[2]) if made else None, name=name)
      # Or Python would remove the name at its exit.
      resource_tracker.unregister("/" + name, "shared_memory")
      print("ready", flush=True)
      for line in sys.stdin:
          try:
              result = eval(line)
          except Exception as error:
              result = type(error).__name__
          print(ascii(result), flush=True)
      s.shm.close()
      """
    process = try RunningProcess(
      RepositoryFiles.python, ["-c", source, name] + (values.map { [$0] } ?? []))
    guard process.receive() == "ready" else {
      throw CommandFailed(arguments: ["ShareableList", name], child: process.wait())
    }
  }

  /// Python's `ascii` of an expression in which `s` is the list, or the name of what it raised.
  func eval(_ expression: String) -> String? {
    process.send(expression)
    return process.receive()
  }

  /// Lets Python go, and tells how it ended.
  func end() -> ChildProcess { process.wait() }
}
