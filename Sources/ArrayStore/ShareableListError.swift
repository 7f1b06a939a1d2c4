/// What is wrong with a list, or with what was asked of it.
///
/// Anything may stand in a file; numbers of bytes and items are as they were found.
public enum ShareableListError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file is shorter than the list in it, in bytes.
  case length(needed: Int, found: Int)
  /// A number of items that a file of that many bytes cannot hold.
  case count(Int64, fileBytes: Int)
  /// The first slot does not begin at the start of the data.
  case firstSlot(Int64)
  /// The slots together cannot be that many bytes long.
  case dataLength(Int64, count: Int, fileBytes: Int)
  /// A slot that is empty, not a multiple of eight bytes, or not within the data.
  case slot(index: Int, from: Int64, to: Int64, dataBytes: Int)
  /// A format that CPython gives no item.
  case format(String, index: Int)
  /// An item that is longer than its slot, in bytes.
  case formatTooLong(String, index: Int, slotBytes: Int)
  /// A code that does not go with the format.
  case code(UInt8, format: String, index: Int)
  /// Text that is not UTF-8.
  case notUTF8(index: Int)
  /// No item has that index.
  case noItem(index: Int, count: Int)
  /// What is to be stored is longer than its slot, in bytes.
  case tooLong(index: Int, bytes: Int, slotBytes: Int)

  /// One line: the numbers, and the remedy where there is one.
  public var description: String {
    switch self {
    case .length(let needed, let found):
      "it needs \(needed) bytes and the file has \(found)"
    case .count(let count, let bytes):
      "it claims \(count) items, which \(bytes) bytes cannot hold"
    case .firstSlot(let offset):
      "its first slot begins at byte \(offset) of the data and not at 0; so do lists of Python 3.8, which are not read"
    case .dataLength(let length, let count, let bytes):
      "it claims \(length) bytes of data for \(count) items in a file of \(bytes) bytes"
    case .slot(let index, let start, let end, let bytes):
      "item \(index) claims bytes \(start) to \(end) of \(bytes) bytes of data"
    case .format(let text, let index):
      "item \(index) has the format '\(text)', which CPython gives no item"
    case .formatTooLong(let text, let index, let bytes):
      "item \(index) has the format '\(text)' in a slot of \(bytes) bytes"
    case .code(let code, let format, let index):
      "item \(index) has the format '\(format)' and the code \(code), which do not go together; if a process is just replacing it, read it again"
    case .notUTF8(let index):
      "item \(index) is text that is not UTF-8; CPython cuts off text whose bytes are more than its characters"
    case .noItem(let index, let count):
      "there is no item \(index) of \(count); they count from 0"
    case .tooLong(let index, let bytes, let slot):
      "item \(index) has \(bytes) bytes and its slot \(slot), which never grows; make a new list"
    }
  }
}
