import Foundation
import NPYShare
import TestSupport
import Testing

extension Scenario {
  /// The system calls that the command makes, and how often.
  func calls(
    _ place: TemporaryDirectory.Place, with faults: [Strace.Injection] = []
  ) throws -> [String: Strace.Calls] {
    let directory = try prepare(place)
    return try Strace.calls(
      of: arguments(directory), with: faults, workBeginsWith: directory.path)
  }

  /// The fault that makes the command believe that its file system has no nameless files.
  func refusalOfNamelessFile(_ place: TemporaryDirectory.Place) throws -> Strace.Injection {
    let directory = try prepare(place)
    let number = try #require(
      try Strace.numberOfCall(
        // No directory is opened for writing but for such a file.
        to: "openat", with: "\"\(directory.path)\", O_RDWR", in: arguments(directory)))
    return .init(.error("EOPNOTSUPP"), atCall: number, of: "openat")
  }

  /// The bytes of every file after the command, when nothing is done to it.
  func outcome(_ place: TemporaryDirectory.Place) throws -> [String: Data] {
    let directory = try prepare(place)
    let arguments = arguments(directory)
    let child = try ChildProcess.npyshare(arguments)
    guard child.status == 0 else { throw CommandFailed(arguments: arguments, child: child) }
    return try Self.contents(of: directory)
  }

  /// Every visible file is as before the command or as after it.
  func expectOldOrNew(
    _ directory: TemporaryDirectory, _ outcome: [String: Data], _ point: String
  ) throws {
    for name in try directory.names() where !name.hasPrefix(".") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: directory.file(name)))
      if bytes == Self.files[name] { continue }
      let isNew = try outcome[name] == Self.meaning(of: bytes, name)
      #expect(isNew, "\(name) is neither old nor new: \(point)")
    }
    for name in Self.files.keys {
      #expect(
        FileManager.default.fileExists(atPath: directory.file(name)), "\(name) is gone: \(point)")
    }
  }

  /// After a listing, the directory holds what it held before the command, and perhaps the target.
  func expectNothingLeftAfterOneMoreCommand(
    _ directory: TemporaryDirectory, _ point: String
  ) throws {
    let child = try ChildProcess.npyshare(["ls", "--root", directory.path])
    #expect(child.status == 0, "\(child.errors): \(point)")
    let left = Set(try directory.names()).subtracting(Self.files.keys).subtracting([target])
    #expect(left.isEmpty, "left over: \(left): \(point)")
  }

  private static func contents(of directory: TemporaryDirectory) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try directory.names() {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: directory.file(name)))
      contents[name] = try meaning(of: bytes, name)
    }
    return contents
  }

  /// The bytes themselves; of a snapshot that is whole to the last byte the file in it, since the
  /// time at which it was taken stands in it, too.
  static func meaning(of bytes: Data, _ name: String) throws -> Data {
    guard name.hasSuffix(".zst") else { return bytes }
    let directory = try TemporaryDirectory()
    try bytes.write(to: URL(fileURLWithPath: directory.file(name)))
    let verdict = try Snapshot.verify(directory.file(name))
    guard verdict.isSound, verdict.hasSeekTable, verdict.metadata != nil else { return bytes }
    try Snapshot.restore(
      directory.file(name), as: ArrayLocation(file: directory.file("content")))
    return try Data(contentsOf: URL(fileURLWithPath: directory.file("content")))
  }
}
