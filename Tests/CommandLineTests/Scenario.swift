import Foundation
import NPYShare
import TestSupport
import Testing

/// A command that makes or replaces an array, the state before it, and the only two states that may
/// be seen after it, however it ended.
struct Scenario: Sendable, CustomTestStringConvertible {
  let name: String
  let arguments: @Sendable (TemporaryDirectory) -> [String]
  /// The name that it makes or replaces.
  let target: String
  let isReplacing: Bool

  var testDescription: String { name }

  static let all = arrays + snapshots

  private static let arrays = [
    Scenario(
      name: "create",
      arguments: { ["create", $0.file("new.npy"), "--shape", "300000", "--dtype", "<f4"] },
      target: "new.npy", isReplacing: false),
    Scenario(
      name: "import",
      arguments: { ["import", $0.file("source.npy"), "--as", $0.file("new.npy")] },
      target: "new.npy", isReplacing: false),
    Scenario(
      name: "import --replace",
      arguments: { ["import", $0.file("source.npy"), "--as", $0.file("old.npy"), "--replace"] },
      target: "old.npy", isReplacing: true),
    Scenario(
      name: "export",
      arguments: { ["export", $0.file("source.npy"), $0.file("new.npy"), "--durable"] },
      target: "new.npy", isReplacing: false),
    Scenario(
      name: "export --replace",
      arguments: {
        ["export", $0.file("source.npy"), $0.file("old.npy"), "--replace", "--durable"]
      },
      target: "old.npy", isReplacing: true),
  ]

  static let snapshots = [
    Scenario(
      name: "snapshot",
      arguments: { ["snapshot", $0.file("source.npy"), $0.file("new.npy.zst"), "--frame", "64"] },
      target: "new.npy.zst", isReplacing: false),
    Scenario(
      name: "snapshot --replace",
      arguments: {
        [
          "snapshot", $0.file("source.npy"), $0.file("old.npy.zst"), "--replace",
          "--consistency", "leased", "--spool",
        ]
      },
      target: "old.npy.zst", isReplacing: true),
    Scenario(
      name: "snapshot --single-frame --replace",
      arguments: {
        [
          "snapshot", $0.file("source.npy"), $0.file("old.npy.zst"), "--replace",
          "--single-frame",
        ]
      },
      target: "old.npy.zst", isReplacing: true),
    Scenario(
      name: "snapshot --no-compression",
      arguments: { ["snapshot", $0.file("source.npy"), $0.file("new.npy"), "--no-compression"] },
      target: "new.npy", isReplacing: false),
    Scenario(
      name: "restore",
      arguments: {
        [
          "restore", $0.file("source.npy.zst"), "--as", $0.file("new.npy"), "--durable",
          "--threads", "1",
        ]
      },
      target: "new.npy", isReplacing: false),
    Scenario(
      name: "restore --replace",
      arguments: {
        [
          "restore", $0.file("source.npy.zst"), "--as", $0.file("old.npy"), "--replace",
          "--durable", "--rows", "1000:290000",
        ]
      },
      target: "old.npy", isReplacing: true),
  ]

  /// The files before the command: `source.npy` of 1.2 MB and a smaller `old.npy`, with elements
  /// that a hole or an array of zeros would not have, and snapshots of both.
  static let files: [String: Data] = {
    func image(_ count: Int, _ element: UInt8) -> Data {
      let header = try? NPYHeader(dtype: .float32, shape: [count])
      return Data(header?.encoded ?? []) + Data(repeating: element, count: count * 4)
    }
    func snapshot(of image: Data) -> Data? {
      guard let directory = try? TemporaryDirectory() else { return nil }
      let file = URL(fileURLWithPath: directory.file("a.npy"))
      var options = SnapshotOptions()
      options.frameBytes = 256 << 10
      do {
        try image.write(to: file)
        try Snapshot.write(file: file.path, to: directory.file("a.npy.zst"), options: options)
        return try Data(contentsOf: URL(fileURLWithPath: directory.file("a.npy.zst")))
      } catch {
        return nil
      }
    }
    let (source, old) = (image(300_000, 7), image(1000, 9))
    return [
      "source.npy": source, "old.npy": old,
      "source.npy.zst": snapshot(of: source) ?? Data(),
      "old.npy.zst": snapshot(of: old) ?? Data(),
    ]
  }()

  /// A directory with these files.
  func prepare(_ place: TemporaryDirectory.Place) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory(place)
    try Self.write(to: directory.path)
    return directory
  }

  /// Writes these files into a directory.
  static func write(to directory: String) throws {
    for (name, bytes) in files {
      try bytes.write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
    }
  }
}
