package import MappedFiles

extension Mapping {
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
