import MappedFiles

/// Where the parts of a list lie in its file, in bytes.
///
/// The number N of items; N + 1 offsets into the data, the last of which is the data's length; the
/// data, a slot for each item; N formats of eight bytes; N codes of one byte. The numbers have
/// 64 bits, the least significant byte first on every machine that Swift runs Linux on.
struct ShareableListLayout {
  let count: Int
  /// The length of all slots together.
  let dataBytes: Int

  /// Where the offsets of the slots begin.
  static let offsetsStart = 8
  /// A slot's size is a multiple of this, and no slot is smaller.
  static let alignment = 8
  /// What an item takes at least: an offset, a slot, a format and a code.
  private static let leastItemBytes = 8 + alignment + 8 + 1

  var dataStart: Int { Self.offsetsStart + (count + 1) * 8 }
  var formatsStart: Int { dataStart + dataBytes }
  var codesStart: Int { formatsStart + count * 8 }
  var fileBytes: Int { codesStart + count }

  /// The layout of a list that is being made.
  init(slotSizes: [Int]) {
    count = slotSizes.count
    dataBytes = slotSizes.reduce(0, +)
  }

  /// Reads the layout from a file that may hold anything: three numbers, checked against its length
  /// before anything else is read.
  ///
  /// - Parameters:
  ///   - file: what may be a list.
  ///   - bytes: its length.
  ///   - name: how its user knows it.
  /// - Throws: ``ArrayStoreError`` `.shareableList`, `.system`.
  init(
    of file: borrowing OwnedFile, bytes: Int, name: String
  ) throws(ArrayStoreError) {
    let least = Self.offsetsStart + 8
    guard bytes >= least else {
      throw .shareableList(name, .length(needed: least, found: bytes))
    }
    let head = try file.listBytes(0..<least, name: name)
    let (claimed, first) = (head[0..<8].int64, head[8..<16].int64)
    guard claimed >= 0, claimed <= Int64((bytes - least) / Self.leastItemBytes) else {
      throw .shareableList(name, .count(claimed, fileBytes: bytes))
    }
    guard first == 0 else { throw .shareableList(name, .firstSlot(first)) }
    count = Int(claimed)
    let end = Self.offsetsStart + count * 8
    let data = try file.listBytes(end..<end + 8, name: name)[...].int64
    guard data >= claimed * Int64(Self.alignment), data % Int64(Self.alignment) == 0,
      data <= Int64(bytes), count > 0 || data == 0
    else { throw .shareableList(name, .dataLength(data, count: count, fileBytes: bytes)) }
    dataBytes = Int(data)
    guard fileBytes <= bytes else {
      throw .shareableList(name, .length(needed: fileBytes, found: bytes))
    }
  }
}

extension Collection<UInt8> {
  /// Up to eight bytes as a number, the least significant first.
  var int64: Int64 {
    var number: UInt64 = 0
    for (place, byte) in enumerated() { number |= UInt64(byte) << (8 * UInt64(place)) }
    return Int64(bitPattern: number)
  }
}

extension OwnedFile {
  /// Reads bytes of a list that were there when it was attached.
  ///
  /// - Throws: ``ArrayStoreError`` `.shareableList` for a file that was cut short; `.system`.
  func listBytes(_ range: Range<Int>, name: String) throws(ArrayStoreError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    let count: Int
    do throws(SystemCallError) {
      var span = bytes.mutableSpan
      count = try read(into: &span, at: range.lowerBound)
    } catch {
      throw .system(action: "read", name: name, error)
    }
    guard count == range.count else {
      throw .shareableList(
        name, .length(needed: range.upperBound, found: range.lowerBound + count))
    }
    return bytes
  }
}
