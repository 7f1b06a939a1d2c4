extension Mapping {
  /// Lends `count` elements that begin at a byte offset, for reading.
  ///
  /// Nothing is copied or checked per element.
  ///
  /// - Precondition: the range lies within the mapping and the offset is a multiple of the
  ///   element's alignment.
  /// - Complexity: O(1).
  @_lifetime(borrow self)
  public func elements<Element: BitwiseCopyable>(
    of type: Element.Type = Element.self, at offset: Int, count: Int
  ) -> Span<Element> {
    let start = unsafe address(of: type, at: offset, count: count)
    let span = unsafe Span(
      _unsafeStart: UnsafePointer(start.assumingMemoryBound(to: type)), count: count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// Lends `count` elements that begin at a byte offset, for reading and storing.
  ///
  /// It borrows the mapping and does not exclude other loans: whoever maps the file can store
  /// at any time, in this process or another, and agrees with the others elsewhere.
  ///
  /// - Precondition: the mapping is writable, the range lies within it, and the offset is a
  ///   multiple of the element's alignment.
  /// - Complexity: O(1).
  @_lifetime(borrow self)
  public func mutableElements<Element: BitwiseCopyable>(
    of type: Element.Type = Element.self, at offset: Int, count: Int
  ) -> MutableSpan<Element> {
    precondition(isWritable, "a read-only mapping lends nothing that can be stored to")
    let start = unsafe address(of: type, at: offset, count: count)
    let span = unsafe MutableSpan(
      _unsafeStart: start.assumingMemoryBound(to: type), count: count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  private func address<Element: BitwiseCopyable>(
    of type: Element.Type, at offset: Int, count: Int
  ) -> UnsafeMutableRawPointer {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    precondition(
      !overflow && count >= 0 && offset >= 0 && offset <= self.count
        && bytes <= self.count - offset,
      "\(count) elements of \(MemoryLayout<Element>.stride) bytes at byte \(offset) reach beyond the mapping's \(self.count) bytes"
    )
    precondition(
      offset % MemoryLayout<Element>.alignment == 0,
      "byte \(offset) is not a multiple of the alignment \(MemoryLayout<Element>.alignment)")
    guard let base = unsafe base else {
      // No bytes are mapped, so none are lent; an aligned address that is never used.
      return unsafe UnsafeMutableRawPointer(bitPattern: 4096).unsafelyUnwrapped
    }
    return unsafe base + offset
  }
}
