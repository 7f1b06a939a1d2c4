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

  static let all = [
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

  /// The files before the command: `source.npy` of 1.2 MB and a smaller `old.npy`, with elements
  /// that a hole or an array of zeros would not have.
  static let files: [String: Data] = {
    func image(_ count: Int, _ element: UInt8) -> Data {
      let header = try? NPYHeader(dtype: .float32, shape: [count])
      return Data(header?.encoded ?? []) + Data(repeating: element, count: count * 4)
    }
    return ["source.npy": image(300_000, 7), "old.npy": image(1000, 9)]
  }()

  /// A directory with these files.
  func prepare(_ place: TemporaryDirectory.Place) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory(place)
    for (name, bytes) in Self.files {
      try bytes.write(to: URL(fileURLWithPath: directory.file(name)))
    }
    return directory
  }
}
