import ArrayStore
import MappedFiles

extension FrameEncoder.State {
  /// Begins a turn.
  mutating func begin() {
    if pendingBytes != 0 { fatalError("\(pendingBytes) bytes of frames were never written") }
    entries.removeAll(keepingCapacity: true)
  }

  /// Reads elements to the beginning of the input.
  mutating func read(
    _ range: Range<Int>, of plan: FramePlan, from source: ArraySource
  ) throws(SnapshotError) {
    var span = input.mutableBytes(0..<range.count)
    try source.readAll(into: &span, at: range.lowerBound, plan.state.layout)
  }

  /// Makes a frame of some of the input, or of as many zeros.
  mutating func encode(_ range: Range<Int>, isHole: Bool = false) throws(ZstdError) {
    if compressor == nil {
      if isHole { input.clear(range) }
      pendingBytes = range.upperBound
      let checksum = ContentChecksum.of(input.bytes(range))
      append(bytes: range.count, range.count, checksum)
      return
    }
    let isZero = isHole || ContentChecksum.isZero(input.bytes(range))
    if isZero, let frame = zeros.frame(of: range.count) {
      output.store(frame.bytes.span, at: pendingBytes)
      pendingBytes += frame.bytes.count
      append(bytes: frame.bytes.count, range.count, frame.checksum)
      return
    }
    if isHole { input.clear(range) }
    guard
      let bytes = try compressor?.compress(input, range, into: &output, at: pendingBytes)
    else { return }
    let frame = pendingBytes..<pendingBytes + bytes
    // zstd has ended the frame with the checksum of just the bytes that it compressed.
    let checksum = UInt32(output.bytes(frame).littleEndian(at: bytes - 4))
    if isZero {
      let made = output.bytes(frame)
      zeros.keep(
        ZeroFrames.Frame(bytes: made.indices.map { made[$0] }, checksum: checksum),
        of: range.count)
    }
    pendingBytes += bytes
    append(bytes: bytes, range.count, checksum)
  }

  mutating func append(bytes: Int, _ contentBytes: Int, _ checksum: UInt32) {
    entries.append(
      SeekTable.Entry(bytes: bytes, contentBytes: contentBytes, checksum: checksum))
  }
}
