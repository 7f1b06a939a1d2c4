/// A second process that owns arrays: the program `array-owner`, which does one thing after another.
public final class OwnerProcess {
  /// It was told something that it could not do.
  public struct Refusal: Error, CustomStringConvertible {
    /// The command, and the answer.
    public let description: String
  }

  /// The process, to kill and to wait for.
  public let process: RunningProcess

  /// Starts it.
  ///
  /// - Throws: when it cannot be started.
  public init(root: String) throws {
    process = try RunningProcess(RepositoryFiles.arrayOwner, [root])
  }

  /// Starts it as another program does, such as `unshare`, with the arguments before its own.
  ///
  /// - Throws: when it cannot be started.
  public init(root: String, under program: String, _ arguments: [String]) throws {
    process = try RunningProcess(program, arguments + [RepositoryFiles.arrayOwner, root])
  }

  /// Starts it and tells it these.
  ///
  /// - Throws: when it cannot be started, or do one of them.
  public convenience init(root: String, _ commands: String...) throws {
    try self.init(root: root)
    for command in commands { try tell(command) }
  }

  /// Tells it to do something and waits until that is done.
  ///
  /// - Returns: what it said of it.
  /// - Throws: ``Refusal`` when it could not.
  @discardableResult
  public func tell(_ command: String) throws -> String {
    let answer = ask(command)
    guard answer.hasPrefix("ok") else { throw Refusal(description: "\(command): \(answer)") }
    return String(answer.dropFirst(3))
  }

  /// Tells it to do something; its answer, which begins with `ok` or `error`.
  public func ask(_ command: String) -> String {
    process.send(command)
    return process.receive() ?? "gone"
  }

  /// Ends it with `kill -9`, and waits until it is gone.
  public func kill() {
    process.kill()
    _ = process.wait()
  }
}
