import ArrayStore
import CShims
import Glibc
import MappedFiles
import NPYFormat
import QueueLayout
import Synchronization

/// One of a queue's recycled arrays in memory: a page for the header, and the elements.
///
/// It is there as long as the ``PayloadTable`` that lent it, and only an address: what is handed on
/// for every message is not to be counted.
@safe
@usableFromInline
struct Payload: @unchecked Sendable {
  // Sendable: only who has the loan stores, and only who has received reads, by the queue's words.
  private let header: UnsafeMutableRawPointer
  private let elementBytes: Int

  init(_ header: UnsafeMutableRawPointer, elementBytes: Int) {
    unsafe self.header = header
    self.elementBytes = elementBytes
  }

  /// Where the elements begin.
  @usableFromInline var elements: UnsafeMutableRawPointer {
    unsafe header + QueueGeometry.headerBytes
  }

  /// Lets the processor fetch the first elements, to read them soon.
  @inline(__always) func prefetch() { unsafe shim_prefetch(elements) }

  /// Lets the processor fetch the first elements, to store to them soon.
  @inline(__always) func prefetchToStore() { unsafe shim_prefetch_to_store(elements) }

  /// Writes the header, unless it is there from an earlier message: then the receiver's processor
  /// keeps its copy.
  ///
  /// Its first word, which begins the magic, is stored last. Who is killed in the middle leaves none
  /// behind, so that the next one does not take the rest for whole.
  func write(_ known: KnownHeader) {
    if has(known) { return }
    let first = unsafe SharedWord(header)
    unsafe known.bytes.withUnsafeBytes { bytes in
      guard let text = bytes.baseAddress else { return }
      first.storeRelaxed(0)
      // Before the bytes below: the order in which a dead process's stores are seen.
      atomicMemoryFence(ordering: .acquiringAndReleasing)
      unsafe memcpy(header + 8, text + 8, bytes.count - 8)
      first.storeReleasing(unsafe text.loadUnaligned(as: UInt64.self))
    }
  }

  /// Whether the header is this one.
  ///
  /// Only padding follows what is compared.
  func has(_ known: KnownHeader) -> Bool {
    unsafe known.bytes.withUnsafeBytes { bytes in
      guard let text = bytes.baseAddress else { return false }
      return unsafe memcmp(header, text, known.textBytes) == 0
    }
  }

  /// Reads the header from a private copy.
  ///
  /// - Throws: ``PayloadProblem``.
  func readHeader() throws(PayloadProblem) -> KnownHeader {
    let bytes = unsafe [UInt8](
      UnsafeRawBufferPointer(start: header, count: QueueGeometry.headerBytes))
    let parsed: NPYHeader
    do {
      parsed = try NPYHeader(parsing: bytes.span)
    } catch {
      throw .header(error)
    }
    guard parsed.dataOffset == QueueGeometry.headerBytes, !parsed.dtype.hasObject,
      parsed.dataBytes <= elementBytes
    else { throw .size(needed: parsed.fileBytes, found: QueueGeometry.headerBytes + elementBytes) }
    return KnownHeader(header: parsed, bytes: bytes)
  }

  /// Lends the first bytes of the elements for reading.
  func withBytes<Result, Failure: Error>(
    _ count: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    check(count)
    return try body(
      unsafe Span(
        _unsafeStart: UnsafePointer(elements.assumingMemoryBound(to: UInt8.self)), count: count))
  }

  /// Lends the first bytes of the elements for storing.
  func withMutableBytes<Result>(
    _ count: Int, _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) rethrows -> Result {
    check(count)
    return try body(
      unsafe MutableSpan(
        _unsafeStart: elements.assumingMemoryBound(to: UInt8.self), count: count))
  }

  private func check(_ count: Int) {
    guard (0...elementBytes).contains(count) else {
      fatalError("\(count) bytes of a payload of \(elementBytes)")
    }
  }
}
