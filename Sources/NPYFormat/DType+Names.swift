extension DType {
  /// A signed byte.
  public static let int8 = DType.int(bytes: 1, .little)
  /// A signed 16-bit integer in native byte order.
  public static let int16 = DType.int(bytes: 2, .native)
  /// A signed 32-bit integer in native byte order.
  public static let int32 = DType.int(bytes: 4, .native)
  /// A signed 64-bit integer in native byte order.
  public static let int64 = DType.int(bytes: 8, .native)
  /// An unsigned byte.
  public static let uint8 = DType.uint(bytes: 1, .little)
  /// An unsigned 16-bit integer in native byte order.
  public static let uint16 = DType.uint(bytes: 2, .native)
  /// An unsigned 32-bit integer in native byte order.
  public static let uint32 = DType.uint(bytes: 4, .native)
  /// An unsigned 64-bit integer in native byte order.
  public static let uint64 = DType.uint(bytes: 8, .native)
  /// Half precision in native byte order.
  public static let float16 = DType.float(bytes: 2, .native)
  /// Single precision in native byte order.
  public static let float32 = DType.float(bytes: 4, .native)
  /// Double precision in native byte order.
  public static let float64 = DType.float(bytes: 8, .native)
  /// Two single-precision floats in native byte order.
  public static let complex64 = DType.complex(bytes: 8, .native)
  /// Two double-precision floats in native byte order.
  public static let complex128 = DType.complex(bytes: 16, .native)
  /// The upper half of a `float32`, as `ml_dtypes` has it.
  public static let bfloat16 = DType.mlFloat(.bfloat16)
}
