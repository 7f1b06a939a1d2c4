import Foundation

/// Running the command `npyshare`, or another program, under `strace`, to kill it or to let a system
/// call fail at a chosen point.
public enum Strace {
  /// What happens to the chosen call.
  public enum Fault: Sendable, CustomStringConvertible {
    /// `kill -9` when the call is about to be made.
    case kill
    /// The call is not made and fails with this error, for example `ENOSPC`.
    case error(String)

    /// As `strace` writes it.
    public var description: String {
      switch self {
      case .kill: "signal=SIGKILL"
      case .error(let name): "error=\(name)"
      }
    }
  }

  /// A fault at the n-th call of a name, counted from 1.
  public struct Injection: Sendable {
    let call: String
    let number: Int
    let fault: Fault

    /// A fault at the n-th call of a name, counted from 1.
    public init(_ fault: Fault, atCall number: Int, of call: String) {
      self.fault = fault
      self.number = number
      self.call = call
    }
  }

  /// The system calls of one name that a command makes.
  public struct Calls: Sendable {
    /// How many, from the start of the process.
    public var count = 0
    /// The number, counted from 1, of the first one that comes after the command has begun its own
    /// work; before that the process is being loaded.
    public var firstOfWork: Int?
  }

  /// The system calls that a command makes when it succeeds, by name.
  ///
  /// - Parameters:
  ///   - arguments: the command's.
  ///   - faults: what happens to it, and does not keep it from succeeding.
  ///   - mark: text that tells the first call of the command's own work.
  ///   - program: what to run.
  /// - Returns: the calls of each name that was called at all.
  /// - Throws: when the command fails.
  public static func calls(
    of arguments: [String], with faults: [Injection] = [], workBeginsWith mark: String,
    program: String = RepositoryFiles.npyshare
  ) throws -> [String: Calls] {
    var calls: [String: Calls] = [:]
    var isAtWork = false
    for (name, text) in try trace(of: arguments, with: faults, program) {
      isAtWork = isAtWork || (name != "execve" && text.contains(mark))
      var made = calls[name] ?? Calls()
      made.count += 1
      if isAtWork, made.firstOfWork == nil { made.firstOfWork = made.count }
      calls[name] = made
    }
    return calls
  }

  /// The number, counted from 1, of the first call of a name whose line has some text in it.
  ///
  /// - Throws: when the command fails.
  public static func numberOfCall(
    to name: String, with text: String, in arguments: [String]
  ) throws -> Int? {
    try trace(of: arguments, with: [], RepositoryFiles.npyshare).filter { $0.name == name }
      .firstIndex { $0.text.contains(text) }.map { $0 + 1 }
  }

  private static func trace(
    of arguments: [String], with faults: [Injection], _ program: String
  ) throws -> [(name: String, text: Substring)] {
    let directory = try TemporaryDirectory()
    let log = directory.file("log")
    let child = try ChildProcess.run(
      "/usr/bin/strace",
      ["-f", "-qq", "-o", log] + options(faults) + [program] + arguments)
    guard child.status == 0 else { throw CommandFailed(arguments: arguments, child: child) }
    return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap {
      // `1234  openat(AT_FDCWD, …`: a process, a call, its arguments.
      let text = $0.drop { $0.isNumber }.drop { $0 == " " }
      guard let bracket = text.firstIndex(of: "("), bracket != text.startIndex else { return nil }
      let name = String(text[..<bracket])
      let isName = name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      return isName ? (name, text) : nil
    }
  }

  private static func options(_ faults: [Injection]) -> [String] {
    faults.flatMap { ["-e", "inject=\($0.call):\($0.fault):when=\($0.number)"] }
  }

  /// Runs the command with these faults; no two at calls of one name.
  ///
  /// - Throws: when `strace` cannot be started.
  public static func run(
    _ arguments: [String], _ faults: [Injection], program: String = RepositoryFiles.npyshare
  ) throws -> ChildProcess {
    let names = Set(faults.map(\.call)).sorted().joined(separator: ",")
    return try ChildProcess.run(
      "/usr/bin/strace",
      ["-f", "-qq", "-o", "/dev/null", "-e", "trace=\(names)"]
        + options(faults) + [program] + arguments)
  }
}
