import MappedFiles
import NPYFormat

extension SharedArray {
  /// Lends the elements for reading, without taking a lease.
  ///
  /// - Important: Nothing keeps another process from storing meanwhile. Use it when the array does
  ///   not change any more, or when its users agree in another way on who stores when.
  /// - Throws: ``ArrayStoreError`` `.elementMismatch`, naming both dtypes, when the array holds
  ///   other elements; `.misaligned`; what `body` throws.
  /// - Complexity: O(1) on top of `body`.
  public func withUnleasedView<Element: ArrayElement, Result>(
    as type: Element.Type = Element.self, _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result {
    try checkElements(Element.self)
    return try mapping.withView(of: layout, body)
  }

  /// Lends the elements for reading and storing, without taking a lease.
  ///
  /// - Important: Nothing keeps another process, or another thread of this one, from storing and
  ///   reading meanwhile. Use it when the array's users agree in another way on who stores when.
  /// - Throws: ``ArrayStoreError`` `.notWritable`, `.elementMismatch`, `.misaligned`; what `body`
  ///   throws.
  /// - Complexity: O(1) on top of `body`.
  public func withUnleasedMutableView<Element: ArrayElement, Result>(
    as type: Element.Type = Element.self,
    _ body: (inout MutableArrayView<Element>) throws -> Result
  ) throws -> Result {
    guard mapping.isWritable else { throw ArrayStoreError.notWritable(location) }
    try checkElements(Element.self)
    return try mapping.withMutableView(of: layout, body)
  }

  /// Lends the bytes of all elements for reading, whatever their dtype, without taking a lease.
  ///
  /// - Important: As for ``withUnleasedView(as:_:)``.
  public func withUnleasedBytes<Result>(
    _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    try mapping.withBytes(of: layout, body)
  }

  /// Lends the bytes of all elements for reading and storing, whatever their dtype, without taking
  /// a lease.
  ///
  /// - Important: As for ``withUnleasedMutableView(as:_:)``.
  /// - Throws: ``ArrayStoreError`` `.notWritable`; what `body` throws.
  public func withUnleasedMutableBytes<Result>(
    _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) throws -> Result {
    guard mapping.isWritable else { throw ArrayStoreError.notWritable(location) }
    return try mapping.withMutableBytes(of: layout, body)
  }

  private func checkElements<Element: ArrayElement>(
    _ type: Element.Type
  ) throws(ArrayStoreError) {
    guard layout.dtype == Element.dtype else {
      throw .elementMismatch(location, found: layout.dtype, asked: Element.dtype)
    }
    guard layout.dataOffset % MemoryLayout<Element>.alignment == 0 else {
      throw .misaligned(
        location, dataOffset: layout.dataOffset, alignment: MemoryLayout<Element>.alignment)
    }
  }
}
