// Feeds arbitrary bytes to everything in NPYFormat that reads, and checks what must always hold.

@testable import NPYFormat

/// What libFuzzer calls, millions of times.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Span(_unsafeStart: start, count: count)
  let header = try? NPYHeader(parsing: bytes)
  if let header { checkHeader(header, in: bytes) }
  checkInspection(bytes, header)
  checkAnnotations(bytes)
  checkRepair(bytes, header)
  checkArchive(bytes)
  // Text that a person types for a type is short.
  if count <= 256 {
    let text = UnsafeBufferPointer(start: start, count: count)
    checkTypeText(String(decoding: text, as: UTF8.self))
  }
  return 0
}

/// A header that was read is consistent, and what is written for it reads as the same again.
private func checkHeader(_ header: NPYHeader, in bytes: Span<UInt8>) {
  let extent = try? NPYHeader.extent(of: bytes)
  promise(extent == header.dataOffset, "the header's length changed while it was read")
  let longest = min(bytes.count, NPYHeader.maximumBytes)
  promise(header.dataOffset <= longest, "\(header) is too long to have been read")
  promise(header.shape.allSatisfy { $0 >= 0 } && header.shape.count <= 64, "\(header.shape)")
  promise(header.fileBytes == header.dataOffset + header.dataBytes, "sizes of \(header)")
  promise(header.dataBytes == header.elementCount * header.itemSize, "sizes of \(header)")

  let encoded = header.encoded
  promise(encoded.count == header.dataOffset, "the elements would move")
  promise(parsed(encoded) == header, "\(header) was written as another header")

  if let fresh = try? NPYHeader(
    dtype: header.dtype, shape: header.shape, isFortranOrder: header.isFortranOrder)
  {
    promise(describesTheSame(fresh, header), "\(fresh) made of \(header)")
    promise(fresh.dataOffset.isMultiple(of: 64), "\(fresh) is not aligned as numpy does")
    promise(parsed(fresh.encoded) == fresh, "\(fresh) does not read as it was written")
  }
}

/// Problems and verdicts fit together.
private func checkInspection(_ bytes: Span<UInt8>, _ header: NPYHeader?) {
  let inspection = NPYInspection(prefix: bytes, fileBytes: bytes.count)
  promise(inspection.header == header, "the inspection reads another header")
  promise(header != nil || !inspection.problems.isEmpty, "refused without a reason")
  promise(inspection.numpyLoads || !inspection.problems.isEmpty, "numpy refuses, unmentioned")
  for problem in inspection.problems {
    promise(
      !problem.message.isEmpty && !problem.message.contains("\n"), "message: \(problem.message)")
  }
  if let header, inspection.numpyLoads {
    promise(header.fileBytes <= bytes.count, "numpy would load elements that are not there")
  }
}

/// Annotations follow one another without a gap, and end with the header or the bytes.
private func checkAnnotations(_ bytes: Span<UInt8>) {
  var end = 0
  for annotation in NPYInspection.annotations(of: bytes) {
    promise(annotation.range.lowerBound == end, "a gap or an overlap at byte \(end)")
    promise(!annotation.range.isEmpty, "an annotation of nothing at byte \(end)")
    end = annotation.range.upperBound
  }
  promise(end <= bytes.count, "annotated up to \(end) of \(bytes.count)")
  if let extent = try? NPYHeader.extent(of: bytes) {
    promise(end == min(extent, bytes.count), "annotated up to \(end) of \(extent)")
  }
}

/// A repair moves no element, changes no meaning, and leaves nothing to repair.
private func checkRepair(_ bytes: Span<UInt8>, _ header: NPYHeader?) {
  guard case .repaired(let repaired) = HeaderRepair(of: bytes) else { return }
  guard let header, let after = parsed(repaired) else {
    fatalError("repaired into or from something unreadable")
  }
  promise(repaired.count == header.dataOffset, "the repair moves the elements")
  promise(describesTheSame(after, header), "\(header) repaired to \(after)")
  promise(HeaderRepair(of: repaired.span) == .notNeeded, "repaired twice")
}

/// A type that was understood is understood again from its own description.
private func checkTypeText(_ text: String) {
  guard let dtype = try? DType(parsing: text) else { return }
  promise(dtype.itemSize >= 0 && dtype.alignment >= 1, "sizes of \(dtype)")
  // Several ml_dtypes types share a spelling.
  if containsMLFloat(dtype) { return }
  let again = try? DType(parsing: dtype.description)
  promise(again == dtype, "\(dtype) is not understood as itself")
}

private func containsMLFloat(_ dtype: DType) -> Bool {
  switch dtype {
  case .mlFloat: true
  case .structured(let type): type.fields.contains { containsMLFloat($0.dtype) }
  case .subarray(let base, _): containsMLFloat(base)
  default: false
  }
}

/// The bytes as an archive: what it says of its members lies within it.
private func checkArchive(_ bytes: Span<UInt8>) {
  let tailBytes = min(bytes.count, NPZDirectory.tailBytes)
  let tail = bytes.extracting(bytes.count - tailBytes..<bytes.count)
  guard let location = try? NPZDirectory.locate(tail: tail, fileBytes: bytes.count) else { return }
  promise(location.range.upperBound <= bytes.count, "a directory behind the end")
  let records = bytes.extracting(location.range)
  guard let directory = try? NPZDirectory(records, at: location) else { return }
  for entry in directory.entries {
    let start = entry.localHeaderOffset
    guard start + NPZEntry.localHeaderBytes <= bytes.count else { continue }
    let localHeader = bytes.extracting(start..<start + NPZEntry.localHeaderBytes)
    guard let range = try? entry.dataRange(localHeader: localHeader) else { continue }
    promise(range.upperBound <= bytes.count, "a member behind the end")
    promise(range.count == entry.compressedBytes, "a member of another size")
  }
}

private func parsed(_ bytes: [UInt8]) -> NPYHeader? {
  try? NPYHeader(parsing: bytes.span)
}

private func describesTheSame(_ one: NPYHeader, _ other: NPYHeader) -> Bool {
  one.dtype == other.dtype && one.shape == other.shape && one.isFContiguous == other.isFContiguous
}

/// Like `precondition`, which says nothing in an optimised build.
private func promise(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
