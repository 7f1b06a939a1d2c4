import ArrayViews
import NPYFormat

extension NumpyTextFormat {
  /// Finds the format that suits values of one type.
  ///
  /// - Precondition: the values are of this type, all of them.
  init(
    _ dtype: DType, _ values: [ElementValue], in place: Place, _ options: NumpyPrintOptions
  ) {
    switch dtype {
    case .structured(let type):
      self = .structured(
        type.fields.enumerated().map { index, field in
          let column = values.map { Self.field(index, of: $0) }
          return NumpyTextFormat(field.dtype, column, in: place, options)
        })
    case .subarray(let base, let shape):
      let format = NumpyTextFormat(
        base, values.flatMap(Self.items(of:)), in: place == .array ? .array : .subarrayOfScalar,
        options)
      self = .subarray(format, NumpySubarrayText(shape: shape, options))
    default: self = Self.simple(values, in: place, options)
    }
  }

  /// The format of values that are neither structured nor sub-arrays.
  private static func simple(
    _ values: [ElementValue], in place: Place, _ options: NumpyPrintOptions
  ) -> NumpyTextFormat {
    switch values.first {
    case nil: .none
    case .bool: .bool(isAligned: place != .scalar)
    case .int, .uint: .number(width: values.map { unaligned($0).utf8.count }.max() ?? 0)
    case .datetime, .timedelta: .number(width: timeWidth(values))
    case .float16 where place == .array:
      .float16(NumpyFloatText(values.compactMap(\.float16), options))
    case .float32 where place == .array:
      .float32(NumpyFloatText(values.compactMap(\.float32), options))
    case .float64 where place == .array:
      .float64(NumpyFloatText(values.compactMap(\.float64), options))
    case .longDouble where place == .array:
      .longDouble(NumpyFloatText(values.compactMap(\.longDouble), options))
    case .float16, .float32, .float64, .longDouble: .scalarFloat
    case .complex64:
      .complex64(NumpyComplexText(values.compactMap(\.complex64), options))
    case .complex128:
      .complex128(NumpyComplexText(values.compactMap(\.complex128), options))
    case .complexLongDouble:
      .complexLongDouble(NumpyComplexText(values.compactMap(\.complexLongDouble), options))
    case .mlFloat, .bytes, .unicode, .void: .plain
    case .structured, .subarray:
      preconditionFailure("an element with parts, of a dtype without any")
    }
  }

  /// The width of the first and the last time, which numpy takes for the greatest, and of `'NaT'`
  /// where there is one.
  private static func timeWidth(_ values: [ElementValue]) -> Int {
    let times = values.filter { ($0.ticks ?? Int64.min) != Int64.min }
    let ends = [
      times.min { ($0.ticks ?? 0) < ($1.ticks ?? 0) },
      times.max { ($0.ticks ?? 0) < ($1.ticks ?? 0) },
    ]
    let width = ends.compactMap { $0.map { unaligned($0).utf8.count } }.max() ?? 0
    return times.count < values.count ? max(width, 5) : width
  }

  private static func field(_ index: Int, of value: ElementValue) -> ElementValue {
    guard case .structured(let fields) = value, index < fields.count else {
      preconditionFailure("an element \(value) without a field \(index) that its dtype has")
    }
    return fields[index]
  }

  private static func items(of value: ElementValue) -> [ElementValue] {
    guard case .subarray(let items) = value else {
      preconditionFailure("an element \(value) where its dtype has a sub-array")
    }
    return items
  }
}
