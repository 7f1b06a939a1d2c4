import ArrayReports
import Foundation
import NPYFormat

/// An array, how it is to be printed, and what numpy printed.
struct NumpyTextCase {
  let array: NumpyTextArray
  let options: NumpyPrintOptions
  let expected: String

  /// What this package prints.
  var text: String {
    NumpyText(shape: array.header.shape, dtype: array.header.dtype, options: options) {
      array.element(at: $0)
    }.text
  }

  /// Reads cases of three records each: options, a `.npy` file and a text; a record is its length
  /// in four bytes, the least significant first, and its bytes.
  static func read(_ file: String) throws -> [NumpyTextCase] {
    let data = try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
    var position = 0
    func record() -> ArraySlice<UInt8> {
      let length = data[position..<position + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
      position += 4 + length
      return data[position - length..<position]
    }
    var cases: [NumpyTextCase] = []
    while position < data.count {
      let numbers = String(decoding: record(), as: UTF8.self).split(separator: " ").compactMap {
        Int($0)
      }
      var options = NumpyPrintOptions()
      options.precision = numbers[0]
      options.threshold = numbers[1]
      options.edgeItems = numbers[2]
      options.lineWidth = numbers[3]
      options.suppressesSmall = numbers[4] != 0
      let array = try NumpyTextArray(parsing: Array(record()))
      let expected = String(decoding: record(), as: UTF8.self)
      cases.append(NumpyTextCase(array: array, options: options, expected: expected))
    }
    return cases
  }
}
