public import NPYFormat

// The numbers of Swift that numpy has, too.

extension Int8: PlainElement {
  /// As numpy's `|i1`.
  public static var dtype: DType { .int8 }
}

extension Int16: PlainElement {
  /// As numpy's `<i2`.
  public static var dtype: DType { .int16 }
}

extension Int32: PlainElement {
  /// As numpy's `<i4`.
  public static var dtype: DType { .int32 }
}

extension Int64: PlainElement {
  /// As numpy's `<i8`.
  public static var dtype: DType { .int64 }
}

extension Int: PlainElement {
  /// As numpy's `<i8`.
  public static var dtype: DType { .int64 }
}

extension UInt8: PlainElement {
  /// As numpy's `|u1`.
  public static var dtype: DType { .uint8 }
}

extension UInt16: PlainElement {
  /// As numpy's `<u2`.
  public static var dtype: DType { .uint16 }
}

extension UInt32: PlainElement {
  /// As numpy's `<u4`.
  public static var dtype: DType { .uint32 }
}

extension UInt64: PlainElement {
  /// As numpy's `<u8`.
  public static var dtype: DType { .uint64 }
}

extension UInt: PlainElement {
  /// As numpy's `<u8`.
  public static var dtype: DType { .uint64 }
}

extension Float16: PlainElement {
  /// As numpy's `<f2`.
  public static var dtype: DType { .float16 }

  /// The number whose bytes are these backwards.
  @inlinable
  public static func byteSwapped(_ bits: Float16) -> Float16 {
    Float16(bitPattern: bits.bitPattern.byteSwapped)
  }
}

extension Float: PlainElement {
  /// As numpy's `<f4`.
  public static var dtype: DType { .float32 }

  /// The number whose bytes are these backwards.
  @inlinable
  public static func byteSwapped(_ bits: Float) -> Float {
    Float(bitPattern: bits.bitPattern.byteSwapped)
  }
}

extension Double: PlainElement {
  /// As numpy's `<f8`.
  public static var dtype: DType { .float64 }

  /// The number whose bytes are these backwards.
  @inlinable
  public static func byteSwapped(_ bits: Double) -> Double {
    Double(bitPattern: bits.bitPattern.byteSwapped)
  }
}

extension PlainElement where Self: FixedWidthInteger {
  /// The number whose bytes are these backwards.
  @inlinable
  public static func byteSwapped(_ bits: Self) -> Self { bits.byteSwapped }
}
