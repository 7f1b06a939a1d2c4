import ArrayStore
import MappedFiles

extension FrameEncoder.State {
  /// Begins a turn.
  mutating func begin() {
    if pendingBytes != 0 { fatalError("\(pendingBytes) bytes of frames were never written") }
    turn = FrameEncoder.Turn()
  }

  /// Reads elements to the beginning of the input.
  mutating func read(
    _ range: Range<Int>, of plan: FramePlan, from source: ArraySource
  ) throws(SnapshotError) {
    var span = input.mutableBytes(0..<range.count)
    try source.readAll(into: &span, at: range.lowerBound, plan.state.layout)
  }

  /// Makes a frame of some of the input, or counts as many zeros.
  mutating func encode(_ range: Range<Int>, isHole: Bool = false) throws(ZstdError) {
    if compressor == nil {
      if isHole { input.clear(range) }
      pendingBytes = range.upperBound
      let checksum = ContentChecksum.of(input.bytes(range))
      append(bytes: range.count, range.count, checksum)
      return
    }
    if isHole || ContentChecksum.isZero(input.bytes(range)) {
      turn.zeroBytes += range.count
      turn.checksums.append(zeros.checksum(of: range.count))
      return
    }
    endZeros()
    guard
      let bytes = try compressor?.compress(input, range, into: &output, at: pendingBytes)
    else { return }
    let frame = pendingBytes..<pendingBytes + bytes
    // zstd has ended the frame with the checksum of just the bytes that it compressed.
    let checksum = UInt32(output.bytes(frame).littleEndian(at: bytes - 4))
    pendingBytes += bytes
    append(bytes: bytes, range.count, checksum)
  }

  /// Makes frames of the zeros so far: something else comes behind them.
  private mutating func endZeros() {
    if turn.zeroBytes == 0 { return }
    let frames = zeros.frames(of: turn.zeroBytes, upTo: zeroFrameBytes)
    output.store(frames.bytes.span, at: pendingBytes)
    pendingBytes += frames.bytes.count
    turn.entries += frames.entries
    turn.zeroBytes = 0
  }

  private mutating func append(bytes: Int, _ contentBytes: Int, _ checksum: UInt32) {
    turn.checksums.append(checksum)
    turn.entries.append(
      SeekTable.Entry(bytes: bytes, contentBytes: contentBytes, checksum: checksum))
  }
}
