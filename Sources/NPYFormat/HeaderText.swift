/// The text of a header as numpy writes it (`numpy.lib.format`, version 2.4).
enum HeaderText {
  /// numpy leaves room for the longest 64-bit length of the axis along which an array grows.
  private static let growthDigits = 21

  /// The dictionary, with its keys in order and a comma after every value.
  static func dictionary(dtype: DType, isFortranOrder: Bool, shape: [Int]) -> String {
    "{'descr': \(dtype.descr.repr), 'fortran_order': \(isFortranOrder ? "True" : "False"), "
      + "'shape': \(PythonLiteral.tuple(shape.map { .int($0) }).repr), }"
  }

  /// The blanks that numpy adds after the dictionary for the outermost axis to grow into.
  static func growthRoom(isFortranOrder: Bool, shape: [Int]) -> Int {
    guard let length = isFortranOrder ? shape.last : shape.first else { return 0 }
    return growthDigits - String(length).utf8.count
  }
}
