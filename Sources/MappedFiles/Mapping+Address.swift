extension Mapping {
  /// Where the bytes are; they stay there as long as the mapping lives.
  ///
  /// For atomics, and for comparing: everything else is lent.
  ///
  /// - Precondition: the mapping is writable and not empty.
  package var address: UnsafeMutableRawPointer {
    var bytes = mutableElements(of: UInt8.self, at: 0, count: count)
    let start = unsafe bytes.withUnsafeMutableBytes { $0.baseAddress }
    guard let start = unsafe start else { fatalError("the address of a mapping of no bytes") }
    return unsafe start
  }

  /// A word of 64 bits; it is there as long as the mapping.
  ///
  /// - Precondition: the mapping is writable, the word lies within it, and the offset is a multiple
  ///   of 8.
  package func word(at offset: Int) -> SharedWord {
    precondition(
      offset >= 0 && offset % 8 == 0 && offset <= count - 8,
      "no word of 8 bytes is at byte \(offset) of \(count)")
    return unsafe SharedWord(address + offset)
  }
}
