import MappedFiles

// Lending from a mapping that a class owns: a span can be had only from the mapping itself.

extension Mapping {
  /// Lends a range of bytes for reading.
  func withBytes<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(elements(of: UInt8.self, at: range.lowerBound, count: range.count))
  }

  /// Lends a range of bytes for reading and storing.
  func withMutableBytes<Result>(
    _ range: Range<Int>, _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) rethrows -> Result {
    try body(mutableElements(of: UInt8.self, at: range.lowerBound, count: range.count))
  }
}

extension Attachment {
  /// Lends the bytes of all elements for reading.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try memory.mapping.withBytes(layout.dataRange, body)
  }

  /// Lends the bytes of all elements for reading and storing.
  func withMutableBytes<Result>(
    _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) rethrows -> Result {
    try memory.mapping.withMutableBytes(layout.dataRange, body)
  }
}
