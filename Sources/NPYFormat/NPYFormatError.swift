/// Why bytes are not a `.npy` header, or why an array has none.
public enum NPYFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file does not start with `\x93NUMPY`; these bytes are there instead, at most six.
  case notNPY(found: [UInt8])
  /// A version other than 1.0, 2.0 and 3.0.
  case unsupportedVersion(NPYVersion)
  /// The bytes end before the header does.
  case truncated(needed: Int, available: Int)
  /// The header is longer than this package reads or writes, both in bytes.
  case headerTooLong(bytes: Int, limit: Int)
  /// The text of a version 3.0 header is not UTF-8 at this offset in the text.
  case invalidUTF8(offset: Int)
  /// The text is not a Python literal.
  case malformedText(LiteralError)
  /// The text is a literal, and not a dictionary.
  case notADictionary(String)
  /// The keys are not exactly `descr`, `fortran_order` and `shape`.
  case wrongKeys(missing: [String], unexpected: [String])
  /// The value of `fortran_order` is neither `True` nor `False`.
  case badOrder(String)
  /// The value of `shape` is not a tuple of integers.
  case badShape(String)
  /// A dimension is negative.
  case negativeDimension(Int)
  /// More dimensions than numpy's 64.
  case tooManyDimensions(Int)
  /// The elements, or the elements after the header, exceed `Int.max` bytes.
  case tooLarge(shape: [Int], itemSize: Int)
  /// The value of `descr` is not an element type.
  case badDType(DTypeError)
  /// An array of Python objects, which this package does not write.
  case objectDType
  /// The header's text does not fit the space that is meant for it, both in bytes.
  case textTooLong(bytes: Int, limit: Int)
  /// The header's text cannot be written in the encoding of its version.
  case unencodable(NPYVersion)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .notNPY(let found):
      found.isEmpty
        ? "the file is empty"
        : "not a .npy file: it starts with \(PythonLiteral.bytes(found).repr)"
    case .unsupportedVersion(let version):
      "format version \(version) does not exist: 1.0, 2.0 and 3.0 do"
    case .truncated(let needed, let available):
      "the header takes \(needed) bytes, and there are \(available)"
    case .headerTooLong(let bytes, let limit):
      "the header takes \(bytes) bytes, and at most \(limit) are allowed"
    case .invalidUTF8(let offset): "byte \(offset) of the header's text is not UTF-8"
    case .malformedText(let error): "the header is not a Python literal: \(error)"
    case .notADictionary(let text): "the header is not a dictionary: \(text)"
    case .wrongKeys(let missing, let unexpected):
      Self.describe(missing: missing, unexpected: unexpected)
    case .badOrder(let text): "fortran_order is \(text), not True or False"
    case .badShape(let text): "shape is \(text), not a tuple of integers that fit 64 bits"
    case .negativeDimension(let length): "shape has the negative length \(length)"
    case .tooManyDimensions(let count):
      "shape has \(count) dimensions, and numpy allows \(ElementCount.maximumDimensions)"
    case .tooLarge(let shape, let itemSize):
      "\(itemSize) bytes times shape \(PythonLiteral.tuple(shape.map { .int($0) }).repr)"
        + " exceeds \(Int.max) bytes"
    case .badDType(let error): "descr: \(error)"
    case .objectDType: "arrays of Python objects are pickles, and are not written"
    case .textTooLong(let bytes, let limit):
      "the header's text takes \(bytes) bytes, and there is room for \(limit)"
    case .unencodable(let version):
      "a name in the header cannot be written in format version \(version)"
    }
  }

  private static func describe(missing: [String], unexpected: [String]) -> String {
    var parts: [String] = []
    if !missing.isEmpty { parts.append("lacks \(missing.joined(separator: ", "))") }
    if !unexpected.isEmpty { parts.append("has \(unexpected.joined(separator: ", "))") }
    return "the header " + parts.joined(separator: " and ")
  }
}
