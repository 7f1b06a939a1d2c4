public import ArrayViews
import MappedFiles
import NPYFormat

extension SharedArray {
  /// Lends the elements for reading, without taking a lease.
  ///
  /// - Important: Nothing keeps another process from storing meanwhile. Use it when the array does
  ///   not change any more, or when its users agree in another way on who stores when.
  /// - Parameters:
  ///   - type: the Swift type of the elements.
  ///   - fields: of structured elements the name of a field, of a field in it, and so on, as numpy's
  ///     `a['x']['y']`; none for the whole elements.
  ///   - body: what to do with the view, which is there only during the call.
  /// - Returns: what `body` returns.
  /// - Throws: ``ArrayStoreError`` `.elementMismatch`, naming both dtypes, when the array holds
  ///   other elements; `.notViewable`; what `body` throws.
  /// - Complexity: O(1) on top of `body`.
  public func withUnleasedView<Element: ArrayElement, Result>(
    as type: Element.Type = Element.self, fields: [String] = [],
    _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result {
    let attachment = try attachment
    let strided = try attachment.layout.strided(of: type, fields, location)
    return try attachment.withBytes { try body(try ArrayView($0, strided)) }
  }

  /// Lends the elements for reading and storing, without taking a lease.
  ///
  /// - Important: Nothing keeps another process, or another thread of this one, from storing and
  ///   reading meanwhile. Use it when the array's users agree in another way on who stores when.
  /// - Parameters:
  ///   - type: the Swift type of the elements.
  ///   - fields: of structured elements the name of a field, of a field in it, and so on.
  ///   - body: what to do with the view, which is there only during the call.
  /// - Returns: what `body` returns.
  /// - Throws: ``ArrayStoreError`` `.notWritable`, `.elementMismatch`, `.notViewable`; what `body`
  ///   throws.
  public func withUnleasedMutableView<Element: ArrayElement, Result>(
    as type: Element.Type = Element.self, fields: [String] = [],
    _ body: (inout MutableArrayView<Element>) throws -> Result
  ) throws -> Result {
    guard access != .readOnly else { throw ArrayStoreError.notWritable(location) }
    let attachment = try attachment
    let strided = try attachment.layout.strided(of: type, fields, location)
    return try attachment.withMutableBytes { bytes in
      var view = try MutableArrayView<Element>(bytes, strided)
      return try body(&view)
    }
  }

  /// Lends the elements for reading, whatever their dtype, without taking a lease.
  ///
  /// - Important: As for ``withUnleasedView(as:fields:_:)``.
  /// - Throws: what `body` throws.
  public func withUnleasedElements<Result>(
    _ body: (borrowing DynamicArrayView) throws -> Result
  ) throws -> Result {
    let attachment = try attachment
    let strided = attachment.layout.strided
    return try attachment.withBytes { try body(try DynamicArrayView($0, strided)) }
  }

  /// Lends the elements for reading and storing, whatever their dtype, without taking a lease.
  ///
  /// - Important: As for ``withUnleasedMutableView(as:fields:_:)``.
  /// - Throws: ``ArrayStoreError`` `.notWritable`; what `body` throws.
  public func withUnleasedMutableElements<Result>(
    _ body: (inout MutableDynamicArrayView) throws -> Result
  ) throws -> Result {
    guard access != .readOnly else { throw ArrayStoreError.notWritable(location) }
    let attachment = try attachment
    let strided = attachment.layout.strided
    return try attachment.withMutableBytes { bytes in
      var view = try MutableDynamicArrayView(bytes, strided)
      return try body(&view)
    }
  }

  /// Lends the bytes of all elements for reading, whatever their dtype, without taking a lease.
  ///
  /// - Important: As for ``withUnleasedView(as:fields:_:)``.
  /// - Throws: ``ArrayStoreError`` `.closed`; what `body` throws.
  public func withUnleasedBytes<Result>(
    _ body: (Span<UInt8>) throws -> Result
  ) throws -> Result {
    try attachment.withBytes(body)
  }

  /// Lends the bytes of all elements for reading and storing, whatever their dtype, without taking
  /// a lease.
  ///
  /// - Important: As for ``withUnleasedMutableView(as:fields:_:)``.
  /// - Throws: ``ArrayStoreError`` `.notWritable`; what `body` throws.
  public func withUnleasedMutableBytes<Result>(
    _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) throws -> Result {
    guard access != .readOnly else { throw ArrayStoreError.notWritable(location) }
    return try attachment.withMutableBytes(body)
  }
}

extension ArrayLayout {
  /// How the elements lie among their bytes.
  var strided: StridedLayout {
    StridedLayout(dtype: dtype, shape: shape, isFortranOrder: isFortranOrder)
  }

  /// The same of a field, checked to hold elements of a Swift type.
  func strided<Element: ArrayElement>(
    of type: Element.Type, _ fields: [String], _ location: ArrayLocation
  ) throws(ArrayStoreError) -> StridedLayout {
    try strided.of(type, fields, location)
  }
}

extension StridedLayout {
  /// How a field lies, checked to hold elements of a Swift type.
  func of<Element: ArrayElement>(
    _ type: Element.Type, _ fields: [String], _ location: ArrayLocation
  ) throws(ArrayStoreError) -> StridedLayout {
    do {
      var strided = self
      for name in fields { strided = try strided.field(name) }
      _ = try Element.isByteSwapped(in: strided.dtype)
      return strided
    } catch .elementMismatch(let found, let asked) {
      throw .elementMismatch(location, found: found, asked: asked)
    } catch {
      throw .notViewable(location, error)
    }
  }
}
