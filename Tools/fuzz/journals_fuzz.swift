// Feeds arbitrary slots to what reads the journals of scopes, and checks what must always hold.

@testable import ArrayStore

/// What libFuzzer calls, millions of times.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var slot = Array(UnsafeBufferPointer(start: start, count: count))
  checkSlot(slot)
  // No input would ever find the checksum by chance.
  if count == JournalEntry.byteCount {
    slot.putChecksum()
    checkSlot(slot)
  }
  return 0
}

private func checkSlot(_ slot: [UInt8]) {
  if let entry = JournalEntry(decoding: slot) {
    promise(slot.count == JournalEntry.byteCount, "an entry of \(slot.count) bytes")
    promise(ArrayLocation.objection(to: entry.name) == nil, "leads out of the root: \(entry.name)")
    promise(entry.lifetime != .persistent, "a persistent array in a journal")
    promise(JournalEntry(decoding: entry.encoded) == entry, "\(entry) reads as another")
  }
  if let header = JournalHeader(decoding: slot) {
    let again = JournalHeader(decoding: header.encoded)
    promise(
      again?.process == header.process && again?.began == header.began, "\(header) reads as another"
    )
  }
}

/// Like `precondition`, which says nothing in an optimised build.
private func promise(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
