import MappedFiles

/// What other programs leave in `/dev/shm`, by the names that they give it.
public enum ForeignSegment: String, Sendable, CaseIterable {
  case cpythonSharedMemory = "CPython SharedMemory"
  case multiprocessingHeap = "multiprocessing heap"
  case torch = "PyTorch storage"
  case semaphore = "POSIX semaphore"
  case sharedArray = "SharedArray"
  case unknown = "not a .npy file"

  private static let prefixes: [(String, ForeignSegment)] = [
    ("psm_", .cpythonSharedMemory), ("pym-", .multiprocessingHeap), ("torch_", .torch),
    ("sem.", .semaphore),
  ]

  /// The magic that SharedArray puts at the start of its trailer, which is 292 bytes long under
  /// numpy 1 and 548 under numpy 2.
  private static let trailerMagic = Array("[SharedArray]".utf8)
  private static let trailerBytes = [548, 292]

  /// Tells what a file that is not a `.npy` image is.
  init(name: String, path: String, size: Int) {
    if let (_, kind) = Self.prefixes.first(where: { name.hasPrefix($0.0) }) {
      self = kind
    } else if Self.endsLikeASharedArray(path, size) {
      self = .sharedArray
    } else {
      self = .unknown
    }
  }

  private static func endsLikeASharedArray(_ path: String, _ size: Int) -> Bool {
    guard let file = try? OwnedFile(opening: path) else { return false }
    return trailerBytes.contains { trailer in
      guard size >= trailer else { return false }
      var bytes = [UInt8](repeating: 0, count: trailerMagic.count)
      var span = bytes.mutableSpan
      let count = (try? file.read(into: &span, at: size - trailer)) ?? 0
      return count == bytes.count && bytes == trailerMagic
    }
  }
}
