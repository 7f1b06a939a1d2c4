public import NPYFormat

/// What a field of an ``ArrayRecord`` can be: a plain element, or a fixed number of them.
///
/// Every pattern of bits must be a value of the type.
public protocol RecordValue: BitwiseCopyable, Sendable {
  /// The dtype of such a field, in this machine's byte order.
  static var fieldDType: DType { get }
}

extension PlainElement {
  /// The dtype of an array of these.
  public static var fieldDType: DType { dtype }
}

extension InlineArray: RecordValue where Element: PlainElement {
  /// A sub-array of one dimension.
  public static var fieldDType: DType { .subarray(Element.dtype, shape: [count]) }
}
