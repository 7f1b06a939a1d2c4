/// A command that a test stands on did not work.
public struct CommandFailed: Error, CustomStringConvertible {
  let arguments: [String]
  let child: ChildProcess

  /// What was run, and how it ended.
  public init(arguments: [String], child: ChildProcess) {
    self.arguments = arguments
    self.child = child
  }

  /// The command, its exit code and its words.
  public var description: String {
    "npyshare \(arguments.joined(separator: " ")) ended with \(child.status): \(child.errors)"
  }
}
