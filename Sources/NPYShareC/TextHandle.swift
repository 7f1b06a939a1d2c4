/// Text or bytes that a call has made.
@safe
final class TextHandle: Handle {
  /// The first byte; a zero stands behind the last one.
  let start: UnsafePointer<CChar>
  let count: Int

  init(_ bytes: [UInt8]) {
    count = bytes.count
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { unsafe copy[index] = CChar(bitPattern: byte) }
    unsafe copy[bytes.count] = 0
    unsafe start = UnsafePointer(copy)
  }

  convenience init(_ text: String) {
    self.init(Array(text.utf8))
  }

  deinit {
    unsafe start.deallocate()
  }
}
