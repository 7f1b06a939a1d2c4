import ArrayViews
import Foundation
import NPYFormat

/// A file that numpy wrote, read whole.
struct NumpyFile {
  let header: NPYHeader
  private let elements: [UInt8]

  init(path: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    header = try NPYHeader(parsing: bytes.span)
    elements = Array(bytes[header.dataOffset...])
  }

  /// Lends the elements.
  func withView<Result>(_ body: (borrowing DynamicArrayView) throws -> Result) throws -> Result {
    let layout = StridedLayout(
      dtype: header.dtype, shape: header.shape, isFortranOrder: header.isFortranOrder)
    return try body(try DynamicArrayView(elements.span, layout))
  }
}
