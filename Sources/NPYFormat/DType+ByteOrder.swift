extension DType {
  /// The same type with its bytes in the other order, as numpy's `dtype.newbyteorder()`.
  ///
  /// What has no order stays as it is: single bytes, strings of bytes, the types of `ml_dtypes`.
  ///
  /// - Complexity: O(*n*) in the number of fields, at every depth.
  public var byteSwapped: DType {
    switch self {
    case .int(let bytes, let order) where bytes > 1: .int(bytes: bytes, order.other)
    case .uint(let bytes, let order) where bytes > 1: .uint(bytes: bytes, order.other)
    case .float(let bytes, let order): .float(bytes: bytes, order.other)
    case .complex(let bytes, let order): .complex(bytes: bytes, order.other)
    case .unicode(let count, let order): .unicode(count, order.other)
    case .datetime(let unit, let order): .datetime(unit, order.other)
    case .timedelta(let unit, let order): .timedelta(unit, order.other)
    case .subarray(let base, let shape): .subarray(base.byteSwapped, shape: shape)
    case .structured(let type): .structured(type.byteSwapped)
    default: self
    }
  }
}

extension StructuredDType {
  fileprivate var byteSwapped: StructuredDType {
    StructuredDType(
      unchecked: fields.map {
        StructuredField(
          name: $0.name, title: $0.title, dtype: $0.dtype.byteSwapped, offset: $0.offset)
      }, itemSize: itemSize)
  }
}

extension ByteOrder {
  fileprivate var other: ByteOrder { self == .little ? .big : .little }
}
