public import NPYFormat

/// A Swift type whose values are an array's elements.
///
/// What lies in memory are its ``Bits``, which come from files and from other processes: every
/// pattern of them is some value.
public protocol ArrayElement: BitwiseCopyable, Sendable {
  /// The element as it lies in memory, in this machine's byte order.
  associatedtype Bits: BitwiseCopyable

  /// The dtype of an array of these, in this machine's byte order.
  static var dtype: DType { get }

  /// Makes an element of what lies in memory.
  init(bits: Bits)

  /// What lies in memory for this element.
  var bits: Bits { get }

  /// The same number in the other byte order.
  static func byteSwapped(_ bits: Bits) -> Bits

  /// Whether arrays of a dtype hold these elements in the other byte order.
  ///
  /// - Throws: ``ArrayViewError`` when they hold something else.
  static func isByteSwapped(in dtype: DType) throws(ArrayViewError) -> Bool
}

extension ArrayElement {
  /// Compares the dtype with this type's own, in both byte orders.
  public static func isByteSwapped(in dtype: DType) throws(ArrayViewError) -> Bool {
    if dtype == Self.dtype { return false }
    if dtype.byteSwapped == Self.dtype { return true }
    throw .elementMismatch(found: dtype, asked: Self.dtype)
  }
}
