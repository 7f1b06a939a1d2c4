/// One item's place in a list, and how its bytes are to be read.
struct ShareableListSlot {
  let index: Int
  /// In bytes from the start of the file.
  let bytes: Range<Int>
  let format: ShareableListFormat
  /// Which Python type the bytes become: 0 a number or a bool, 1 text, 2 bytes, 3 `None`.
  let code: UInt8

  /// Reads an item from the bytes of its slot.
  ///
  /// - Throws: ``ShareableListError`` `.code`, `.notUTF8`.
  func value(of stored: ArraySlice<UInt8>) throws(ShareableListError) -> ShareableList.Value {
    let item = stored.prefix(format.byteCount)
    switch (format, code) {
    case (.int64, 0): return .int(item.int64)
    case (.float64, 0): return .double(Double(bitPattern: UInt64(bitPattern: item.int64)))
    case (.bool, 0): return .bool(item.last != 0)
    case (.none, 3): return .none
    case (.bytes, 2): return .bytes(item.withoutTrailingZeros)
    case (.bytes, 1):
      guard let text = String(validating: item.withoutTrailingZeros, as: UTF8.self) else {
        throw .notUTF8(index: index)
      }
      return .string(text)
    default: throw .code(code, format: format.text, index: index)
    }
  }
}

extension ShareableList.Value {
  /// Which Python type it becomes again.
  var code: UInt8 {
    switch self {
    case .int, .double, .bool: 0
    case .string: 1
    case .bytes: 2
    case .none: 3
    }
  }

  /// How its bytes are to be read in a slot of a size.
  func format(inSlotOf size: Int) -> ShareableListFormat {
    switch self {
    case .int: .int64
    case .double: .float64
    case .bool: .bool
    case .none: .none
    case .string, .bytes: .bytes(size)
    }
  }

  /// Its bytes, without what fills the slot behind them.
  var stored: [UInt8] {
    switch self {
    case .int(let value): UInt64(bitPattern: value).storedBytes
    case .double(let value): value.bitPattern.storedBytes
    case .bool(let value): [0, 0, 0, 0, 0, 0, 0, value ? 1 : 0]
    case .none: [UInt8](repeating: 0, count: 8)
    case .string(let text): Array(text.utf8)
    case .bytes(let bytes): bytes
    }
  }

  /// The slot that a list made of it gives it, in bytes; nil when no format could name so many.
  ///
  /// Text and bytes have at least one zero behind them.
  var slotSize: Int? {
    let unit = ShareableListLayout.alignment
    switch self {
    case .int, .double, .bool, .none: return unit
    case .string, .bytes:
      let size = stored.count / unit * unit + unit
      return size <= ShareableListFormat.mostBytes ? size : nil
    }
  }
}

extension UInt64 {
  /// Its bytes, the least significant first.
  fileprivate var storedBytes: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: self >> (8 * $0)) }
  }
}
