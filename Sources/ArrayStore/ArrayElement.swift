public import NPYFormat

/// A Swift type whose values are an array's elements, byte for byte.
///
/// A conforming type has the same size as its dtype, and every bit pattern is a value of it:
/// the bytes come from files and from other processes.
public protocol ArrayElement: BitwiseCopyable, Sendable {
  /// The dtype of an array of these, in this machine's byte order.
  static var dtype: DType { get }
}

extension Int8: ArrayElement {
  /// As numpy's `|i1`.
  public static var dtype: DType { .int8 }
}
extension Int16: ArrayElement {
  /// As numpy's `<i2`.
  public static var dtype: DType { .int16 }
}
extension Int32: ArrayElement {
  /// As numpy's `<i4`.
  public static var dtype: DType { .int32 }
}
extension Int64: ArrayElement {
  /// As numpy's `<i8`.
  public static var dtype: DType { .int64 }
}
extension Int: ArrayElement {
  /// As numpy's `<i8`.
  public static var dtype: DType { .int64 }
}
extension UInt8: ArrayElement {
  /// As numpy's `|u1`.
  public static var dtype: DType { .uint8 }
}
extension UInt16: ArrayElement {
  /// As numpy's `<u2`.
  public static var dtype: DType { .uint16 }
}
extension UInt32: ArrayElement {
  /// As numpy's `<u4`.
  public static var dtype: DType { .uint32 }
}
extension UInt64: ArrayElement {
  /// As numpy's `<u8`.
  public static var dtype: DType { .uint64 }
}
extension UInt: ArrayElement {
  /// As numpy's `<u8`.
  public static var dtype: DType { .uint64 }
}
extension Float16: ArrayElement {
  /// As numpy's `<f2`.
  public static var dtype: DType { .float16 }
}
extension Float: ArrayElement {
  /// As numpy's `<f4`.
  public static var dtype: DType { .float32 }
}
extension Double: ArrayElement {
  /// As numpy's `<f8`.
  public static var dtype: DType { .float64 }
}
