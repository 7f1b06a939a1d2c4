// Feeds arbitrary bytes to the reader of snapshots, as a file, and checks what must always hold.

@testable import ArraySnapshots
@testable import ArrayStore
@testable import ArrayViews
import CZstd
import Glibc
import NPYFormat
import Synchronization

/// What libFuzzer calls, millions of times.
@c(LLVMFuzzerTestOneInput)
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  input.fill(UnsafeRawBufferPointer(start: start, count: count))
  let bytes = UnsafeRawBufferPointer(start: start, count: count)
  let reader: SnapshotReader
  do {
    reader = try SnapshotReader(input.path)
  } catch {
    promise(error.isDamage || isObjects(error), "\(error)")
    promise(!error.description.contains("\n"), "\(error)")
    return 0
  }
  let layout = reader.layout
  promise(layout.fileBytes == layout.dataOffset + layout.dataBytes, "sizes of \(layout)")
  promise(reader.headerBytes.count == layout.dataOffset, "the header's length")
  promise(reader.metadata == nil || !reader.hasAlteredMetadata, "altered, and told")
  checkSomeRows(reader, bytes, choice: count)
  var content: [UInt8] = []
  var isSound = true
  do {
    try reader.decodeInOrder(nil) { span in
      // Of a bomb the beginning is enough.
      if content.count + span.count <= contentLimit {
        for index in span.indices { content.append(span[index]) }
      }
    }
  } catch {
    promise(error.snapshotError(reading: "input").isDamage, "\(error)")
    isSound = false
  }
  if layout.fileBytes > contentLimit { return 0 }
  if isSound {
    promise(content.count == layout.fileBytes, "\(content.count) bytes of \(layout.fileBytes)")
    promise(content == independentContent(bytes, layout.fileBytes), "not what zstd finds in it")
  }
  checkRows(reader, content, isSound: isSound, choice: count)
  checkPieces(reader, content, isSound: isSound, choice: count)
  return 0
}

/// The file that the bytes are put into: nobody else sees it.
private let input = InputFile()
/// More content is not compared, in bytes.
private let contentLimit = 1 << 20

/// A file without a name that has a path.
private final class InputFile: Sendable {
  private let descriptor: CInt
  let path: String

  init() {
    let name = "/dev/shm/npyshare-fuzz-\(getpid())"
    descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    promise(descriptor >= 0 && unlink(name) == 0, "no file for the input: \(errno)")
    path = "/proc/self/fd/\(descriptor)"
  }

  func fill(_ bytes: UnsafeRawBufferPointer) {
    promise(ftruncate(descriptor, off_t(bytes.count)) == 0, "cannot cut the input's file")
    if bytes.isEmpty { return }
    promise(pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count, "cannot write")
  }
}

/// Python's objects are refused, sound or not.
private func isObjects(_ error: SnapshotError) -> Bool {
  if case .array(.objectElements) = error { true } else { false }
}

/// What zstd itself finds in the frames, one after the other; nil where it refuses and all is asked
/// for.
private func independentContent(
  _ bytes: UnsafeRawBufferPointer, _ limit: Int, isWhole: Bool = true
) -> [UInt8]? {
  guard let context = ZSTD_createDCtx() else { return nil }
  defer { ZSTD_freeDCtx(context) }
  var content = [UInt8](repeating: 0, count: limit + 1)
  var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
  let count = content.withUnsafeMutableBytes { content -> Int? in
    var target = ZSTD_outBuffer(dst: content.baseAddress, size: content.count, pos: 0)
    while target.pos < target.size {
      let (taken, given) = (source.pos, target.pos)
      if ZSTD_isError(ZSTD_decompressStream(context, &target, &source)) != 0 {
        return isWhole ? nil : target.pos
      }
      if source.pos == taken, target.pos == given { break }
    }
    return target.pos
  }
  return count.map { Array(content[..<$0]) }
}

/// Rows that are given are what zstd finds, also where something behind them is damaged.
private func checkSomeRows(
  _ reader: SnapshotReader, _ bytes: UnsafeRawBufferPointer, choice: Int
) {
  let (layout, count) = (reader.layout, reader.layout.rowCount)
  if layout.shape.isEmpty || count == 0 || layout.dataBytes / count > contentLimit / 4 { return }
  let row = choice % min(count, 64)
  guard let range = try? reader.contentRange(ofRows: row..<row + 1),
    range.upperBound <= contentLimit,
    let read = try? reader.withRows(row..<row + 1, copied)
  else { return }
  guard let content = independentContent(bytes, range.upperBound, isWhole: false) else { return }
  // Where frames can be had alone rows are read past damage before them.
  if content.count < range.upperBound {
    return promise(reader.frameCount != nil, "row \(row) is not there")
  }
  promise(read[...] == content[range], "row \(row) is not what zstd finds")
}

private func copied(_ view: borrowing DynamicArrayView) -> [UInt8] {
  view.bytes.indices.map { view.bytes[$0] }
}

/// Rows are the bytes that stand in the file at their place, or an error.
private func checkRows(
  _ reader: SnapshotReader, _ content: [UInt8], isSound: Bool, choice: Int
) {
  let count = reader.layout.rowCount
  if reader.layout.shape.isEmpty || count == 0 { return }
  let start = choice % count
  let rows = start..<start + 1 + choice % (count - start)
  guard let range = try? reader.contentRange(ofRows: rows) else {
    fatalError("rows \(rows) of \(count)")
  }
  let read = try? reader.withRows(rows, copied)
  if isSound { promise(read == Array(content[range]), "rows \(rows) of \(count)") }
  promise((try? reader.contentRange(ofRows: 0..<count + 1)) == nil, "a row too many")
}

/// Pieces in any order, and by several threads, are the same content; each byte comes once.
private func checkPieces(
  _ reader: SnapshotReader, _ content: [UInt8], isSound: Bool, choice: Int
) {
  let total = reader.layout.fileBytes
  let start = choice % 5 == 0 ? reader.layout.dataOffset : choice * 7 % (total + 1)
  let pieces = Mutex<[Int: [UInt8]]>([:])
  do {
    // A thread costs more than all else, so they are many only now and then.
    try reader.decode(start..<total, threadCount: choice % 32 == 0 ? 3 : 1, nil) { span, place in
      let offset = place.lowerBound
      var piece = [UInt8](repeating: 0, count: place.count)
      if let span {
        promise(span.count == place.count, "\(span.count) bytes for \(place)")
        piece = span.indices.map { span[$0] }
      }
      pieces.withLock { promise($0.updateValue(piece, forKey: offset) == nil, "\(offset) twice") }
    }
    promise(isSound || start > 0, "a frame that was refused before")
  } catch {
    promise(!isSound, "\(error)")
    return
  }
  if !isSound { return }
  var end = start
  for (offset, piece) in pieces.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
    promise(offset == end, "a piece at \(offset), the one before it ends at \(end)")
    end += piece.count
    promise(piece[...] == content[offset..<min(end, content.count)], "piece \(offset)..<\(end)")
  }
  promise(end == total, "\(end) of \(total) bytes")
}

/// Like `precondition`, which says nothing in an optimised build.
private func promise(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
