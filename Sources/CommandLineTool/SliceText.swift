import NPYShare

/// Elements as numpy prints them.
struct SliceText {
  /// Nobody reads more, and elements can be of any size.
  private static let mostBytes = 16 << 20

  let text: String

  /// Prints some elements; of many only those at both ends of each axis.
  ///
  /// - Throws: ``TooMuch``.
  init(_ view: borrowing DynamicArrayView) throws {
    let (bytes, overflow) = NumpyText.shownElementCount(of: view.shape)
      .multipliedReportingOverflow(by: max(view.dtype.itemSize, 1))
    guard !overflow, bytes <= Self.mostBytes else { throw TooMuch(shape: view.shape) }
    if view.shape.isEmpty, case .bytes(let bytes) = view[[]] {
      // numpy prints a scalar otherwise than an array without axes that holds it.
      text = ElementText(.bytes(bytes)).description
    } else {
      text = NumpyText(shape: view.shape, dtype: view.dtype) { view[$0] }.text
    }
  }

  /// More elements than anybody can read.
  struct TooMuch: Error, CustomStringConvertible {
    let shape: [Int]
    var description: String {
      "elements of shape \(ShapeText(shape)) are too much to print; take a smaller slice"
    }
  }
}
