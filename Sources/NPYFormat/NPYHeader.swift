/// The header of a `.npy` file: what its elements are, and where they start.
///
/// A header that exists is consistent: its sizes have been multiplied with overflow checks, and
/// the file that it describes has at most `Int.max` bytes. Whether a real file is that long, and
/// whether its elements are Python objects (`dtype.hasObject`), is for the caller to check.
public struct NPYHeader: Hashable, Sendable {
  /// The format version.
  public let version: NPYVersion
  /// The type of the elements; never a sub-array.
  public let dtype: DType
  /// Whether the first axis varies fastest, as the header says it.
  ///
  /// numpy writes `True` only where the order makes a difference; other writers do not care.
  public let isFortranOrder: Bool
  /// The lengths of the axes, at most 64; empty for a single element.
  public let shape: [Int]
  /// Bytes from the start of the file to the first element.
  ///
  /// Any number: old and foreign files are not aligned.
  public let dataOffset: Int
  /// The text as it was read, where numpy's own text does not fit `dataOffset` or would not be
  /// read back.
  let unwritableText: [UInt8]?

  /// Bytes per element.
  public var itemSize: Int { dtype.itemSize }

  /// The product of the shape: 1 for an empty shape, 0 if any length is 0; `Int.max` for more
  /// elements without bytes than can be counted.
  public var elementCount: Int { ElementCount.clampedProduct(shape, times: 1) }

  /// Bytes of all elements.
  public var dataBytes: Int { ElementCount.clampedProduct(shape, times: itemSize) }

  /// Bytes of the file that the header describes; at most `Int.max`.
  public var fileBytes: Int { dataOffset + dataBytes }

  /// Whether numpy's `flags.c_contiguous` is set: the order is C, or makes no difference.
  public var isCContiguous: Bool { !isFortranOrder || !Self.isOrderVisible(in: shape) }

  /// Whether numpy's `flags.f_contiguous` is set: the order is Fortran, or makes no difference.
  public var isFContiguous: Bool { isFortranOrder || !Self.isOrderVisible(in: shape) }

  /// Whether a mapping of the whole file puts the elements at multiples of their alignment, as
  /// numpy's `flags.aligned` says of a memory-mapped array.
  public var isAligned: Bool { dataOffset.isMultiple(of: dtype.alignment) }

  /// The longest header that is read, in bytes: 1 MiB.
  ///
  /// numpy itself stops at 10,000 characters unless it is told that the file is trusted.
  public static let maximumBytes = 1 << 20

  /// Bytes from the start of a file that suffice for `extent(of:)`.
  public static let prefixBytes = 12

  /// Whether C and Fortran order differ: more than one axis is longer than 1, and none is empty.
  static func isOrderVisible(in shape: [Int]) -> Bool {
    var longAxes = 0
    for length in shape {
      if length == 0 { return false }
      if length > 1 { longAxes += 1 }
    }
    return longAxes > 1
  }

  /// Checks the dimensions and sizes of an array whose elements start at `dataOffset`.
  ///
  /// - Throws: `NPYFormatError` for a negative length, more than 64 axes, or too many bytes.
  static func checkSizes(
    shape: [Int], itemSize: Int, dataOffset: Int
  ) throws(NPYFormatError) {
    guard shape.count <= ElementCount.maximumDimensions else {
      throw .tooManyDimensions(shape.count)
    }
    for length in shape where length < 0 { throw .negativeDimension(length) }
    // numpy refuses an empty array whose other lengths overflow, too, unless elements are empty.
    guard ElementCount.productIgnoringZeros(shape, times: itemSize) != nil,
      let dataBytes = ElementCount.product(shape, times: itemSize),
      !dataOffset.addingReportingOverflow(dataBytes).overflow
    else { throw .tooLarge(shape: shape, itemSize: itemSize) }
  }

  init(
    unchecked version: NPYVersion, dtype: DType, isFortranOrder: Bool, shape: [Int],
    dataOffset: Int, unwritableText: [UInt8]? = nil
  ) {
    self.version = version
    self.dtype = dtype
    self.isFortranOrder = isFortranOrder
    self.shape = shape
    self.dataOffset = dataOffset
    self.unwritableText = unwritableText
  }
}
