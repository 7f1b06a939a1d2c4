extension ShareableList {
  /// An item: one of the six types that CPython's lists hold.
  public enum Value: Hashable, Sendable {
    /// A Python `int`, of which a list holds 64 bits.
    case int(Int64)
    /// A Python `float`.
    case double(Double)
    /// `True` or `False`.
    case bool(Bool)
    /// A Python `str`.
    ///
    /// Zeros at its end are lost: the layout cannot tell them from what fills the slot.
    case string(String)
    /// A Python `bytes`; zeros at its end are lost, too.
    case bytes([UInt8])
    /// `None`.
    case none
  }
}

extension ShareableList.Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral
{
  /// A Python `int`.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// A Python `float`.
  public init(floatLiteral value: Double) { self = .double(value) }
  /// `True` or `False`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A Python `str`.
  public init(stringLiteral value: String) { self = .string(value) }
  /// `None`.
  public init(nilLiteral: ()) { self = .none }
}
