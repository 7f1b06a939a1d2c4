public import NPYFormat

extension ComplexNumber: ArrayElement, PlainElement, RecordValue
where Part: PlainElement {
  /// As numpy's `<c8` for `Float` and `<c16` for `Double`.
  public static var dtype: DType { .complex(bytes: 2 * MemoryLayout<Part>.size, .native) }

  /// Both parts with their bytes backwards.
  @inlinable
  public static func byteSwapped(_ bits: Self) -> Self {
    Self(Part.byteSwapped(bits.real), Part.byteSwapped(bits.imaginary))
  }
}
