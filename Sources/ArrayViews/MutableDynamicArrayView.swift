/// Elements whose type is known only at run time, lent for reading and storing.
@frozen
public struct MutableDynamicArrayView: ~Copyable, ~Escapable {
  var bytes: MutableSpan<UInt8>
  /// The type of the elements, and how they lie among the bytes.
  public let layout: StridedLayout

  /// Views bytes that lie as a layout says.
  ///
  /// - Throws: ``ArrayViewError`` `.tooShort` when the bytes are fewer than it needs.
  @_lifetime(copy bytes)
  public init(
    _ bytes: consuming MutableSpan<UInt8>, _ layout: StridedLayout
  ) throws(ArrayViewError) {
    try layout.check(bytes.count)
    self.bytes = bytes
    self.layout = layout
  }

  /// The same elements, for reading.
  public var view: DynamicArrayView {
    @_lifetime(borrow self)
    get { DynamicArrayView(unchecked: bytes.span, layout) }
  }

  /// The elements as those of a Swift type, or those of a field at some depth.
  ///
  /// - Parameters:
  ///   - type: the Swift type.
  ///   - fields: the names of a field, of a field in it, and so on; none for the whole elements.
  /// - Returns: a view of them.
  /// - Throws: ``ArrayViewError`` `.elementMismatch`, `.fieldMismatch`, `.noField`.
  @_lifetime(&self)
  public mutating func view<Element: ArrayElement>(
    as type: Element.Type = Element.self, fields: [String] = []
  ) throws(ArrayViewError) -> MutableArrayView<Element> {
    var layout = layout
    for name in fields { layout = try layout.field(name) }
    return try MutableArrayView(bytes._mutatingExtracting(...), layout)
  }
}
