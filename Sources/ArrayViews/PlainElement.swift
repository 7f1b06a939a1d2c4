/// An element that is what lies in memory, bit for bit, so that spans of it can be lent.
///
/// Every pattern of bits must be a value of the type.
public protocol PlainElement: ArrayElement, RecordValue where Bits == Self {}

extension PlainElement {
  /// The value itself.
  @inlinable
  public init(bits: Self) { self = bits }
  /// The value itself.
  @inlinable
  public var bits: Self { self }
}
