import Foundation

/// A second process that is at work while the test goes on.
public final class RunningProcess {
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()
  private let input = Pipe()
  private let end = DispatchSemaphore(value: 0)

  /// Starts a program.
  ///
  /// An environment given is added to this process's own.
  ///
  /// - Throws: when it cannot be started.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    directory: String? = nil
  ) throws {
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = input
    // `waitUntilExit` looks every 50 milliseconds, which adds up over thousands of processes.
    process.terminationHandler = { [end] _ in end.signal() }
    try process.run()
  }

  /// Its process id.
  public var id: Int32 { process.processIdentifier }

  /// Writes a line to its standard input.
  public func send(_ line: String) {
    input.fileHandleForWriting.write(Data((line + "\n").utf8))
  }

  /// Waits for its next line of standard output; nil when it has closed it.
  public func receive() -> String? {
    var line: [UInt8] = []
    while let byte = output.fileHandleForReading.readData(ofLength: 1).first {
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return nil
  }

  /// Ends it with `kill -9`.
  public func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
  }

  /// Closes its standard input and waits for its end.
  public func wait() -> ChildProcess {
    try? input.fileHandleForWriting.close()
    // Standard error is short here; standard output may be long, so it is read first.
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    let errorData = errors.fileHandleForReading.readDataToEndOfFile()
    end.wait()
    end.signal()
    // It finds that at once, and lets go of what it holds.
    process.waitUntilExit()
    let signalled = process.terminationReason == .uncaughtSignal
    return ChildProcess(
      status: signalled ? -process.terminationStatus : process.terminationStatus,
      output: String(decoding: outputData, as: UTF8.self),
      errors: String(decoding: errorData, as: UTF8.self))
  }
}
