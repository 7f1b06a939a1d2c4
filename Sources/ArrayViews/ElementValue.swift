public import NPYFormat

/// An element of an array whose dtype is known only at run time.
///
/// Byte order and width of an integer are the dtype's, not the value's.
public enum ElementValue: Hashable, Sendable {
  /// `bool`: any byte but 0 is true.
  case bool(Bool)
  /// A signed integer of any width.
  case int(Int64)
  /// An unsigned integer of any width.
  case uint(UInt64)
  /// `float16`.
  case float16(Float16)
  /// `float32`.
  case float32(Float)
  /// `float64`.
  case float64(Double)
  /// `long double` of the machine that wrote it.
  case longDouble(LongDouble)
  /// `complex64`.
  case complex64(ComplexNumber<Float>)
  /// `complex128`.
  case complex128(ComplexNumber<Double>)
  /// Two `long double`s, the real part first.
  case complexLongDouble(real: LongDouble, imaginary: LongDouble)
  /// A float of the package `ml_dtypes` whose format its descr tells: bfloat16 or float8_e5m2.
  case mlFloat(Float, MLFloat)
  /// Bytes, without the NULs at their end.
  case bytes([UInt8])
  /// Code points, without the NULs at their end; files can hold numbers that are none.
  case unicode([UInt32])
  /// Opaque bytes, all of them.
  case void([UInt8])
  /// Units since 1970-01-01T00:00; `Int64.min` is "not a time".
  case datetime(Int64, TimeUnit)
  /// A number of units; `Int64.min` is "not a time".
  case timedelta(Int64, TimeUnit)
  /// The fields of a structured element, in the order of its dtype's.
  case structured([ElementValue])
  /// The elements of a sub-array in C order; the dtype has its shape.
  case subarray([ElementValue])
}
