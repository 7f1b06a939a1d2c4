import Crypto

/// The SHA-256 of bytes that come piece by piece.
struct ContentDigest {
  private var hash = SHA256()
  /// A piece of what comes, since the hash takes arrays.
  private var piece = [UInt8](repeating: 0, count: 64 << 10)

  /// Adds what comes next.
  mutating func add(_ content: Span<UInt8>) {
    for start in stride(from: 0, to: content.count, by: piece.count) {
      let part = content.extracting(start..<min(start + piece.count, content.count))
      var span = piece.mutableSpan
      for index in part.indices { span[index] = part[index] }
      hash.update(data: piece[..<part.count])
    }
  }

  /// The digest of all that came, as sha256sum prints it.
  var text: String {
    hash.finalize().reduce(into: "") { text, byte in
      text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
  }
}
