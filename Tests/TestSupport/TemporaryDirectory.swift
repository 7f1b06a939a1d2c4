import Foundation

/// A directory of a test's own, removed with all that is in it.
public final class TemporaryDirectory: Sendable {
  /// Its path.
  public let path: String

  /// Where the directory is made.
  public enum Place: String, Sendable, CaseIterable {
    /// Shared memory: a tmpfs.
    case shm = "/dev/shm"
    /// An ordinary disk.
    case disk
  }

  /// Makes it.
  ///
  /// - Throws: when it cannot be made.
  public init(_ place: Place = .disk) throws {
    let parent = place == .shm ? place.rawValue : "\(RepositoryFiles.root)/.build"
    path = "\(parent)/npyshare-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something in it.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The names of all that is in it, hidden names too.
  ///
  /// - Throws: when it cannot be read.
  public func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
