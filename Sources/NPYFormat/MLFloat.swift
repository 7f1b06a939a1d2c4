/// An element type of the Python package `ml_dtypes`, which numpy itself does not know.
///
/// The raw value is the type's name there. In a header, `ml_dtypes` types are told apart only
/// in part: `bfloat16` is spelled `<V2`, `float8_e5m2` is spelled `<f1` (which numpy cannot
/// load), and every other type of one byte is spelled `<V1`.
public enum MLFloat: String, Hashable, Sendable, CaseIterable {
  /// The upper half of a `float32`: 8 exponent bits, 7 fraction bits.
  case bfloat16
  /// 8 bits: 3 of exponent, 4 of fraction.
  case float8E3M4 = "float8_e3m4"
  /// 8 bits: 4 of exponent, 3 of fraction, as IEEE 754 would have it.
  case float8E4M3 = "float8_e4m3"
  /// 8 bits: 4 of exponent with bias 11, 3 of fraction, no infinities, no negative zero.
  case float8E4M3B11FNUZ = "float8_e4m3b11fnuz"
  /// 8 bits: 4 of exponent, 3 of fraction, no infinities.
  case float8E4M3FN = "float8_e4m3fn"
  /// 8 bits: 4 of exponent, 3 of fraction, no infinities, no negative zero.
  case float8E4M3FNUZ = "float8_e4m3fnuz"
  /// 8 bits: 5 of exponent, 2 of fraction, as IEEE 754 would have it.
  case float8E5M2 = "float8_e5m2"
  /// 8 bits: 5 of exponent, 2 of fraction, no infinities, no negative zero.
  case float8E5M2FNUZ = "float8_e5m2fnuz"
  /// 8 bits of exponent: a scale, a power of two.
  case float8E8M0FNU = "float8_e8m0fnu"
  /// 6 bits in a byte: 2 of exponent, 3 of fraction.
  case float6E2M3FN = "float6_e2m3fn"
  /// 6 bits in a byte: 3 of exponent, 2 of fraction.
  case float6E3M2FN = "float6_e3m2fn"
  /// 4 bits in a byte: 2 of exponent, 1 of fraction.
  case float4E2M1FN = "float4_e2m1fn"
  /// A signed integer of one bit, in a byte.
  case int1
  /// A signed integer of two bits, in a byte.
  case int2
  /// A signed integer of four bits, in a byte.
  case int4
  /// An unsigned integer of one bit, in a byte.
  case uint1
  /// An unsigned integer of two bits, in a byte.
  case uint2
  /// An unsigned integer of four bits, in a byte.
  case uint4
  /// What `<V1` says: one of the types of one byte, and the header does not say which.
  case unspecifiedByte = "V1"

  /// Bytes per element.
  public var itemSize: Int { self == .bfloat16 ? 2 : 1 }

  /// The descr that numpy writes for this type when `ml_dtypes` is installed.
  var descr: String {
    switch self {
    case .bfloat16: "<V2"
    case .float8E5M2: "<f1"
    default: "<V1"
    }
  }

  /// Whether numpy loads a header with this type's own spelling (as opaque bytes).
  var isLoadableByNumpy: Bool { self != .float8E5M2 }

  /// Whether this type's descr says which type it is.
  var isReadBack: Bool { self == .bfloat16 || self == .float8E5M2 || self == .unspecifiedByte }
}
