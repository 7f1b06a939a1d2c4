import MappedFiles

extension ShareableList {
  /// Reads an item.
  ///
  /// - Parameter index: which one, from 0.
  /// - Returns: the item. Zeros at the end of text or bytes are not part of it, as in Python.
  /// - Throws: ``ArrayStoreError`` `.shareableList`, for an index that is not there, and for bytes
  ///   that CPython would not have written; `.system`.
  /// - Complexity: O(bytes of the item), four system calls.
  public func item(at index: Int) throws(ArrayStoreError) -> Value {
    try check(index)
    return try values(in: index..<index + 1)[0]
  }

  /// How an item is stored, as Python's `struct` spells it, for example `q` or `24s`.
  ///
  /// - Throws: ``ArrayStoreError`` as ``item(at:)``.
  public func format(at index: Int) throws(ArrayStoreError) -> String {
    try slot(at: index).format.text
  }

  /// Reads all items, one after the other.
  ///
  /// - Throws: ``ArrayStoreError`` as ``item(at:)``.
  /// - Complexity: O(bytes), four system calls for up to 4096 items.
  public func values() throws(ArrayStoreError) -> [Value] {
    try values(in: 0..<count)
  }

  /// Reads some items.
  ///
  /// - Throws: ``ArrayStoreError`` as ``item(at:)``.
  /// - Complexity: as ``values()``.
  public func values(in range: Range<Int>) throws(ArrayStoreError) -> [Value] {
    if let last = range.last {
      try check(range.lowerBound)
      try check(last)
    }
    var values: [Value] = []
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.batch) {
      let slots = try slots(start..<min(start + Self.batch, range.upperBound))
      var (bytes, offset): ([UInt8], Int) = ([], 0)
      for slot in slots {
        if slot.bytes.upperBound > offset + bytes.count {
          offset = slot.bytes.lowerBound
          let end = min(slots[slots.count - 1].bytes.upperBound, offset + Self.piece)
          bytes = try read(offset..<max(end, slot.bytes.upperBound))
        }
        let range = slot.bytes.lowerBound - offset..<slot.bytes.upperBound - offset
        do {
          values.append(try slot.value(of: bytes[range]))
        } catch {
          throw .shareableList(location.description, error)
        }
      }
    }
    return values
  }

  /// How many slots are looked up in one go.
  private static let batch = 4096
  /// How much data is read in one go, unless a single item has more.
  private static let piece = 1 << 20

  /// One item's place, checked.
  func slot(at index: Int) throws(ArrayStoreError) -> ShareableListSlot {
    try check(index)
    return try slots(index..<index + 1)[0]
  }

  private func check(_ index: Int) throws(ArrayStoreError) {
    guard index >= 0, index < count else {
      throw .shareableList(location.description, .noItem(index: index, count: count))
    }
  }

  private func slots(_ range: Range<Int>) throws(ArrayStoreError) -> [ShareableListSlot] {
    let offsets = try read(
      Self.places(range.lowerBound..<range.upperBound + 1, of: 8, ShareableListLayout.offsetsStart))
    let formats = try read(Self.places(range, of: 8, layout.formatsStart))
    let codes = try read(Self.places(range, of: 1, layout.codesStart))
    var slots: [ShareableListSlot] = []
    for (place, index) in range.enumerated() {
      let (at, next) = (place * 8, place * 8 + 8)
      do {
        slots.append(
          try layout.slot(
            index, from: offsets[at..<next].int64, to: offsets[next..<next + 8].int64,
            format: formats[at..<next], code: codes[place]))
      } catch {
        throw .shareableList(location.description, error)
      }
    }
    return slots
  }

  private static func places(_ range: Range<Int>, of size: Int, _ start: Int) -> Range<Int> {
    start + range.lowerBound * size..<start + range.upperBound * size
  }

  private func read(_ range: Range<Int>) throws(ArrayStoreError) -> [UInt8] {
    try file.listBytes(range, name: location.description)
  }
}

extension ShareableListLayout {
  /// An item's place, after checks that nothing of it lies elsewhere.
  func slot(
    _ index: Int, from start: Int64, to end: Int64, format: ArraySlice<UInt8>, code: UInt8
  ) throws(ShareableListError) -> ShareableListSlot {
    let unit = Int64(Self.alignment)
    guard start >= 0, end <= Int64(dataBytes), start < end, start % unit == 0, end % unit == 0
    else { throw .slot(index: index, from: start, to: end, dataBytes: dataBytes) }
    guard let known = ShareableListFormat(format) else {
      throw .format(String(decoding: format.withoutTrailingZeros, as: UTF8.self), index: index)
    }
    let bytes = dataStart + Int(start)..<dataStart + Int(end)
    guard known.byteCount <= bytes.count else {
      throw .formatTooLong(known.text, index: index, slotBytes: bytes.count)
    }
    return ShareableListSlot(index: index, bytes: bytes, format: known, code: code)
  }
}
