import ArrayViews
import NPYFormat

/// Some rows of an array, or all of it: what a lease covers and what its view shows.
struct ArrayPart {
  /// The rows as the caller named them; nil for the whole array.
  let rows: Range<Int>?
  /// The bytes that are locked for them; none for no elements, unless it is the whole array.
  let lock: Range<Int>
  /// The array as its handle had it mapped when the rows were looked up.
  let attachment: Attachment

  private var layout: ArrayLayout { attachment.layout }

  /// Finds some rows, which the array must have.
  init(_ rows: Range<Int>?, of attachment: Attachment) {
    lock = rows.map { attachment.layout.fileRange(ofRows: $0) } ?? attachment.wholeLease
    self.rows = rows
    self.attachment = attachment
  }

  /// Where the elements lie, in bytes from the start of the file.
  private var data: Range<Int> { rows == nil ? layout.dataRange : lock }

  /// How the elements lie among their bytes.
  var strided: StridedLayout {
    guard let rows else { return layout.strided }
    var shape = layout.shape
    if let axis = layout.isFortranOrder ? shape.indices.last : shape.indices.first {
      shape[axis] = rows.count
    }
    return StridedLayout(
      dtype: layout.dtype, shape: shape, isFortranOrder: layout.isFortranOrder)
  }

  /// Lends the bytes of the rows for reading.
  func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try attachment.memory.mapping.withBytes(data, body)
  }

  /// Lends the bytes of the rows for reading and storing.
  func withMutableBytes<Result>(
    _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) rethrows -> Result {
    try attachment.memory.mapping.withMutableBytes(data, body)
  }
}
