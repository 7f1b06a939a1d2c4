extension DType {
  /// The largest size of one element in bytes: numpy counts it in a C `int`.
  static let maximumItemSize = Int(Int32.max)

  /// This type with the order of single bytes normalised, if numpy has such a type.
  ///
  /// - Throws: `DTypeError` for a size, a unit or a shape that no header can say.
  func validated() throws(DTypeError) -> DType {
    switch self {
    case .int(let bytes, let order):
      try require([1, 2, 4, 8].contains(bytes))
      return .int(bytes: bytes, bytes == 1 ? .little : order)
    case .uint(let bytes, let order):
      try require([1, 2, 4, 8].contains(bytes))
      return .uint(bytes: bytes, bytes == 1 ? .little : order)
    case .float(let bytes, _):
      try require([2, 4, 8, 16].contains(bytes))
    case .complex(let bytes, _):
      try require([8, 16, 32].contains(bytes))
    case .bytes(let count), .void(let count):
      try require((0...Self.maximumItemSize).contains(count))
    case .unicode(let count, _):
      try require((0...Self.maximumItemSize / 4).contains(count))
    case .datetime(let unit, _), .timedelta(let unit, _):
      try require(unit.isWritable)
    case .subarray(let base, let shape):
      let base = try base.validated()
      try DType.checkSubarray(of: base, shape: shape)
      // numpy reads a field with the shape `()` as the base type itself.
      return shape.isEmpty ? base : .subarray(base, shape: shape)
    case .structured, .bool, .mlFloat, .object:
      break
    }
    return self
  }

  /// Checks that a sub-array's shape and size are within numpy's limits.
  ///
  /// - Throws: `DTypeError.badSubarrayShape` for more than 64 dimensions or a negative one,
  ///   `DTypeError.tooLarge` where the size does not fit a C `int`.
  static func checkSubarray(of base: DType, shape: [Int]) throws(DTypeError) {
    guard shape.count <= ElementCount.maximumDimensions else {
      throw .badSubarrayShape("\(shape.count) dimensions, where numpy allows 64")
    }
    var items = 1
    for length in shape {
      guard (0...maximumItemSize).contains(length) else {
        throw .badSubarrayShape("length \(length) is not within 0 and \(maximumItemSize)")
      }
    }
    for length in shape {
      // numpy stops at the first zero, and so does not see what overflows after it.
      if length == 0 { return }
      let (product, overflow) = items.multipliedReportingOverflow(by: length)
      guard !overflow else { throw .tooLarge(bytes: Int.max) }
      items = product
    }
    guard items <= maximumItemSize else { throw .tooLarge(bytes: items) }
    let (bytes, overflow) = items.multipliedReportingOverflow(by: base.itemSize)
    guard !overflow, bytes <= maximumItemSize else {
      throw .tooLarge(bytes: overflow ? Int.max : bytes)
    }
  }

  /// Whether the descr that is written for this type reads back as this type.
  ///
  /// It does not where numpy reads a unit or a shape that it cannot read again once written, or
  /// where the name of an `ml_dtypes` type says more than the descr.
  var isReadBack: Bool {
    switch self {
    case .datetime(let unit, _), .timedelta(let unit, _): unit.isWritable
    case .mlFloat(let type): type.isReadBack
    case .structured(let type): type.fields.allSatisfy { !$0.isPaddingLike && $0.dtype.isReadBack }
    case .subarray(let base, let shape): !shape.isEmpty && base.isReadBack
    default: true
    }
  }

  private func require(_ condition: Bool) throws(DTypeError) {
    guard condition else { throw .notUnderstood(description) }
  }
}
