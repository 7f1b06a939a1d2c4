public import NPYFormat

/// How an array's elements lie in its file.
public struct ArrayLayout: Hashable, Sendable {
  /// What stands before the elements.
  public enum Format: Hashable, Sendable {
    /// A `.npy` header: the array describes itself.
    case npy
    /// Nothing: the dtype and the shape travel beside the name. For blocks made by CPython's
    /// `SharedMemory` and the libraries built on it.
    case raw
  }

  /// What stands before the elements.
  public let format: Format
  /// The header: the one in the file, or for the raw format the one that it would have.
  public let header: NPYHeader

  /// The layout that a header describes.
  package init(_ header: NPYHeader) {
    self.header = header
    format = .npy
  }

  /// Lays out a new array.
  ///
  /// - Parameters:
  ///   - shape: the extent of each axis; empty for a single element.
  ///   - dtype: the type of the elements.
  ///   - isFortranOrder: whether the first index runs fastest. As in numpy it is taken to be false
  ///     where both orders are the same, for example in one dimension.
  ///   - format: what stands before the elements.
  ///   - padding: how far the header is padded.
  /// - Throws: `NPYFormatError`, when the size overflows, numpy has no such array, or the header
  ///   does not fit its padding.
  public init(
    shape: [Int], dtype: DType, isFortranOrder: Bool = false, format: Format = .npy,
    padding: HeaderPadding = .numpy
  ) throws(NPYFormatError) {
    var header = try NPYHeader(
      dtype: dtype, shape: shape, isFortranOrder: isFortranOrder, padding: padding)
    if isFortranOrder, header.isCContiguous {
      header = try NPYHeader(dtype: dtype, shape: shape, padding: padding)
    }
    self.header = header
    self.format = format
  }

  /// The type of the elements.
  public var dtype: DType { header.dtype }
  /// The extent of each axis, outermost first in C order; empty for a single element.
  public var shape: [Int] { header.shape }
  /// Whether the first index runs fastest.
  public var isFortranOrder: Bool { header.isFortranOrder }
  /// The number of elements.
  public var elementCount: Int { header.elementCount }
  /// The size of an element, in bytes.
  public var itemSize: Int { header.itemSize }
  /// Where the elements begin, in bytes from the start of the file.
  public var dataOffset: Int { format == .raw ? 0 : header.dataOffset }
  /// The size of all elements, in bytes.
  public var dataBytes: Int { header.dataBytes }
  /// The size of header and elements, in bytes.
  public var fileBytes: Int { dataOffset + dataBytes }
  /// Where the elements lie, in bytes from the start of the file.
  var dataRange: Range<Int> { dataOffset..<fileBytes }
}

extension SharedArray {
  /// Lays out a new array, or says what is wrong with it.
  static func newLayout(
    _ location: ArrayLocation, shape: [Int], _ dtype: DType, isFortranOrder: Bool,
    format: ArrayLayout.Format, padding: HeaderPadding = .numpy
  ) throws(ArrayStoreError) -> ArrayLayout {
    if dtype.hasObject { throw .objectElements(location.description) }
    do {
      return try ArrayLayout(
        shape: shape, dtype: dtype, isFortranOrder: isFortranOrder, format: format,
        padding: padding)
    } catch {
      throw .invalidLayout(location.description, error)
    }
  }

  /// The same, as creation options ask for it.
  static func newLayout(
    _ location: ArrayLocation, shape: [Int], _ dtype: DType, _ options: CreationOptions
  ) throws(ArrayStoreError) -> ArrayLayout {
    try newLayout(
      location, shape: shape, dtype, isFortranOrder: options.isFortranOrder,
      format: options.format, padding: options.padding)
  }
}
