import Foundation

/// A name in `/dev/shm` itself, where Python's `shared_memory` has all of its blocks; removed with
/// what has it.
final class SharedMemoryName: Sendable {
  let name: String

  init(_ prefix: String = "npyshare-test-") {
    name = prefix + UUID().uuidString
  }

  var path: String { "/dev/shm/\(name)" }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
