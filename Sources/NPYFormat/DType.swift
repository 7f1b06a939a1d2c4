/// The type of an array's elements, as a header's `descr` says it.
///
/// Sizes are in bytes unless said otherwise. The cases are numpy's kinds; every value that a
/// header can hold is one of them, and `descr` gives the header's spelling back.
public enum DType: Hashable, Sendable, CustomStringConvertible {
  /// One byte, 0 or 1: `|b1`. numpy tolerates other values; a reader should not assume.
  case bool
  /// A signed integer of 1, 2, 4 or 8 bytes. The order of a single byte is `.little`.
  case int(bytes: Int, ByteOrder)
  /// An unsigned integer of 1, 2, 4 or 8 bytes. The order of a single byte is `.little`.
  case uint(bytes: Int, ByteOrder)
  /// An IEEE 754 number of 2, 4 or 8 bytes, or C's `long double` in 16 bytes.
  ///
  /// `f16` is what the writing machine called `long double`: 80 significant bits on x86-64, IEEE
  /// quadruple precision on AArch64. The header does not say which.
  case float(bytes: Int, ByteOrder)
  /// Two floats, real part first; the size of both: 8, 16 or 32 bytes.
  case complex(bytes: Int, ByteOrder)
  /// So many bytes, padded with NUL: `|S5`.
  case bytes(Int)
  /// So many code points of four bytes each (UCS-4), padded with NUL: `<U5`.
  case unicode(Int, ByteOrder)
  /// So many opaque bytes: `|V5`.
  case void(Int)
  /// A 64-bit count of units since 1970-01-01T00:00, where `Int64.min` is "not a time".
  case datetime(TimeUnit, ByteOrder)
  /// A 64-bit count of units, where `Int64.min` is "not a time".
  case timedelta(TimeUnit, ByteOrder)
  /// A type of the Python package `ml_dtypes`.
  case mlFloat(MLFloat)
  /// Named fields at offsets.
  case structured(StructuredDType)
  /// A fixed-size array of elements in C order. Only inside a structured type.
  indirect case subarray(DType, shape: [Int])
  /// Python objects: the data is a pickle, which this package recognises and never opens.
  case object

  /// Bytes per element; `Int.max` where a hand-made value has no representable size.
  ///
  /// - Complexity: O(depth of sub-arrays); a structured type knows its size.
  public var itemSize: Int {
    switch self {
    case .bool: 1
    case .int(let bytes, _), .uint(let bytes, _), .float(let bytes, _), .complex(let bytes, _):
      bytes
    case .bytes(let count), .void(let count): count
    case .unicode(let count, _): ElementCount.clampedProduct([count], times: 4)
    case .datetime, .timedelta, .object: 8
    case .mlFloat(let type): type.itemSize
    case .structured(let type): type.itemSize
    case .subarray(let base, let shape):
      ElementCount.clampedProduct(shape, times: base.itemSize)
    }
  }

  /// numpy's `dtype.alignment` on x86-64 and AArch64, in bytes, after a trip through a header.
  ///
  /// A header does not record `align=True`: a structured type that was read from one has an
  /// alignment of 1, whatever its fields. So has a type of `ml_dtypes`, which numpy alone reads
  /// as opaque bytes.
  public var alignment: Int {
    switch self {
    case .bool, .bytes, .void, .mlFloat, .structured: 1
    case .int(let bytes, _), .uint(let bytes, _), .float(let bytes, _): max(bytes, 1)
    case .complex(let bytes, _): max(bytes / 2, 1)
    case .unicode: 4
    case .datetime, .timedelta, .object: 8
    case .subarray(let base, _): base.alignment
    }
  }

  /// Whether elements hold Python objects somewhere, so that the data is a pickle.
  ///
  /// - Complexity: O(*n*) in the number of fields, at every depth.
  public var hasObject: Bool {
    switch self {
    case .object: true
    case .structured(let type): type.fields.contains { $0.dtype.hasObject }
    case .subarray(let base, _): base.hasObject
    default: false
    }
  }
}
