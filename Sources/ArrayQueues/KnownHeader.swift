import ArrayViews
import NPYFormat

/// A message's header, and its bytes: messages are most often like the one before.
struct KnownHeader: Sendable {
  let header: NPYHeader
  /// The whole page.
  let bytes: [UInt8]

  init(header: NPYHeader, bytes: [UInt8]) {
    self.header = header
    self.bytes = bytes
  }

  /// The header of a message.
  ///
  /// - Throws: `NPYFormatError`.
  init(shape: [Int], dtype: DType, isFortranOrder: Bool) throws(NPYFormatError) {
    header = try NPYHeader(
      dtype: dtype, shape: shape, isFortranOrder: isFortranOrder, padding: .page)
    bytes = header.encoded
  }

  /// How the elements lie.
  var strided: StridedLayout {
    StridedLayout(
      dtype: header.dtype, shape: header.shape, isFortranOrder: header.isFortranOrder)
  }
}
