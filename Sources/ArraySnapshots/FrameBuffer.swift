import Glibc

/// Memory for frames and their content, with one owner, made once and used again and again.
@safe
struct FrameBuffer: ~Copyable, @unchecked Sendable {
  // Sendable: the address never changes, and stores need the one owner's exclusive access.
  private let base: UnsafeMutableRawPointer
  /// How many bytes there are.
  let capacity: Int

  /// Takes memory of any content; a page that is never stored to costs nothing.
  init(capacity: Int) {
    guard let base = unsafe Self.memory(capacity) else {
      fatalError("no memory for \(capacity) bytes of frames")
    }
    self.capacity = capacity
    unsafe self.base = base
  }

  /// The same for as much as a file asks for.
  ///
  /// - Throws: ``SnapshotError`` `.noMemory`.
  init(of path: String, capacity: Int) throws(SnapshotError) {
    guard let base = unsafe Self.memory(capacity) else {
      throw .noMemory(path, needed: capacity)
    }
    self.capacity = capacity
    unsafe self.base = base
  }

  private static func memory(_ capacity: Int) -> UnsafeMutableRawPointer? {
    var base: UnsafeMutableRawPointer?
    let isLarge = capacity >= hugePageBytes
    let alignment = isLarge ? hugePageBytes : 64
    // To the end of the last huge page: hundreds of small ones there would cost more than it does.
    let (rounded, overflow) = max(capacity, 1).addingReportingOverflow(isLarge ? alignment - 1 : 0)
    guard !overflow else { return nil }
    let bytes = isLarge ? rounded / alignment * alignment : rounded
    guard unsafe posix_memalign(&base, alignment, bytes) == 0 else { return nil }
    // Only advice: where there are no huge pages, first touches cost more.
    if isLarge { unsafe madvise(base, bytes, MADV_HUGEPAGE) }
    return unsafe base
  }

  private static let hugePageBytes = 2 << 20

  deinit { unsafe free(base) }

  /// Lends the first bytes for reading.
  @_lifetime(borrow self)
  func bytes(_ range: Range<Int>) -> Span<UInt8> {
    check(range)
    let span = unsafe Span<UInt8>(
      _unsafeStart: UnsafePointer((base + range.lowerBound).assumingMemoryBound(to: UInt8.self)),
      count: range.count)
    return unsafe _overrideLifetime(span, borrowing: self)
  }

  /// Lends bytes for storing.
  @_lifetime(&self)
  mutating func mutableBytes(_ range: Range<Int>) -> MutableSpan<UInt8> {
    check(range)
    let span = unsafe MutableSpan<UInt8>(
      _unsafeStart: (base + range.lowerBound).assumingMemoryBound(to: UInt8.self),
      count: range.count)
    return unsafe _overrideLifetime(span, mutating: &self)
  }

  /// Lends bytes for reading, also of a buffer that a class owns.
  func withBytes(_ range: Range<Int>, _ body: (Span<UInt8>) -> Void) {
    body(bytes(range))
  }

  /// Copies bytes from elsewhere.
  mutating func store(_ source: Span<UInt8>, at offset: Int) {
    storeApart(source, at: offset)
  }

  /// Copies bytes to where no other thread reads or stores meanwhile.
  func storeApart(_ source: Span<UInt8>, at offset: Int) {
    check(offset..<offset + source.count)
    unsafe source.withUnsafeBytes { source in
      guard let start = source.baseAddress else { return }
      unsafe memcpy(base + offset, start, source.count)
    }
  }

  /// Lends bytes for storing where no other thread reads or stores meanwhile.
  func withBytesApart<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (inout MutableSpan<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    check(range)
    var span = unsafe MutableSpan<UInt8>(
      _unsafeStart: (base + range.lowerBound).assumingMemoryBound(to: UInt8.self),
      count: range.count)
    return try body(&span)
  }

  /// Makes bytes zero.
  mutating func clear(_ range: Range<Int>) {
    check(range)
    unsafe memset(base + range.lowerBound, 0, range.count)
  }

  private func check(_ range: Range<Int>) {
    guard range.lowerBound >= 0, range.upperBound <= capacity else {
      fatalError("bytes \(range) of a buffer of \(capacity)")
    }
  }
}
