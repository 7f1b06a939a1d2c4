public import NPYFormat

extension Bool: ArrayElement {
  /// As numpy's `|b1`.
  public static var dtype: DType { .bool }

  /// True for any byte but 0, as in numpy: a file may hold others than 0 and 1.
  @inlinable
  public init(bits: UInt8) { self = bits != 0 }

  /// 1 for true and 0 for false.
  @inlinable
  public var bits: UInt8 { self ? 1 : 0 }

  /// One byte has no order.
  @inlinable
  public static func byteSwapped(_ bits: UInt8) -> UInt8 { bits }
}
