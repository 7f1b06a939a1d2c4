public import ArrayViews
import NPYFormat
import Synchronization

/// A message's header, its bytes, and what follows from it: messages are most often like the one
/// before.
@usableFromInline
final class KnownHeader: Sendable {
  let header: NPYHeader
  /// The header's, at hand.
  private let shape: [Int]
  /// The whole page.
  let bytes: [UInt8]
  /// How many of the bytes come before the padding: two headers that agree so far are the same.
  let textBytes: Int
  /// How the elements lie.
  @usableFromInline let strided: StridedLayout
  /// The size of the elements, in bytes.
  let dataBytes: Int

  /// The Swift type, as a number, whose values are known to be such elements as they lie in memory;
  /// 0 for none.
  ///
  /// Nothing is ordered by it: the layout never changes.
  private let viewed = Atomic<UInt>(0)

  init(header: NPYHeader, bytes: [UInt8]) {
    self.header = header
    self.bytes = bytes
    shape = header.shape
    textBytes = (bytes.lastIndex(of: UInt8(ascii: "}")) ?? bytes.count - 1) + 1
    strided = StridedLayout(
      dtype: header.dtype, shape: header.shape, isFortranOrder: header.isFortranOrder)
    dataBytes = header.dataBytes
  }

  /// The header of a message.
  ///
  /// - Throws: `NPYFormatError`.
  convenience init(shape: [Int], dtype: DType, isFortranOrder: Bool) throws(NPYFormatError) {
    let header = try NPYHeader(
      dtype: dtype, shape: shape, isFortranOrder: isFortranOrder, padding: .page)
    self.init(header: header, bytes: header.encoded)
  }

  /// Remembers that elements of a type can be viewed without looking at the dtype again, if they
  /// can be at all: they lie in memory as values of the type do.
  func remember<Element: ArrayElement>(_ type: Element.Type) {
    guard (try? Element.isByteSwapped(in: header.dtype)) == false,
      header.dtype.itemSize == MemoryLayout<Element.Bits>.stride
    else { return }
    viewed.store(Self.number(type), ordering: .relaxed)
  }

  /// Whether it is the header of such elements.
  func isHeader(of shape: [Int], _ dtype: DType, _ isFortranOrder: Bool) -> Bool {
    hasShape(shape) && header.isFortranOrder == isFortranOrder && header.dtype == dtype
  }

  /// Whether the elements have a shape.
  @inline(__always)
  func hasShape(_ other: [Int]) -> Bool {
    guard other.count == shape.count else { return false }
    for axis in 0..<other.count where other[axis] != shape[axis] { return false }
    return true
  }

  /// Whether that is remembered of a type.
  @usableFromInline func isViewed(as number: UInt) -> Bool {
    viewed.load(ordering: .relaxed) == number
  }

  /// A type as a number.
  @inlinable static func number<Element>(_ type: Element.Type) -> UInt {
    UInt(bitPattern: ObjectIdentifier(type))
  }
}
