/// Something about a `.npy` file that is wrong, or that some reader will stumble over.
public struct NPYProblem: Hashable, Sendable, CustomStringConvertible {
  /// The kind of a problem; the raw value is stable, for scripts.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file does not start as `.npy` files do.
    case notNPY = "not-npy"
    /// The version is none that exists.
    case unsupportedVersion = "unsupported-version"
    /// The file ends within the header.
    case headerTruncated = "header-truncated"
    /// The header is longer than numpy, or this package, reads.
    case headerTooLong = "header-too-long"
    /// The header's text is not a Python dictionary.
    case badLiteral = "bad-literal"
    /// The dictionary's keys are not the three that belong there.
    case badKeys = "bad-keys"
    /// The shape is not one that an array can have.
    case badShape = "bad-shape"
    /// The order is neither `True` nor `False`.
    case badOrder = "bad-order"
    /// The descr is not a type.
    case badDescr = "bad-descr"
    /// The elements are Python objects: a pickle.
    case objectDType = "object-dtype"
    /// The file is shorter than its header says.
    case dataMissing = "data-missing"
    /// The file is longer than its header says.
    case trailingBytes = "trailing-bytes"
    /// The elements start at an address that their type does not suit.
    case misaligned
    /// The text is Python 2's, with long integers.
    case python2Long = "python2-long"
    /// The text is not what numpy writes for the same array.
    case noncanonical
    /// The type is one of `ml_dtypes`, and the header does not say which.
    case ambiguousMLDType = "ambiguous-ml-dtype"
    /// The type is spelled so that numpy cannot read it without `ml_dtypes`, or at all.
    case unreadableMLDType = "unreadable-ml-dtype"
    /// A `long double` in another machine's byte order.
    case foreignLongDouble = "foreign-long-double"
    /// A sub-array outside of a structured type, which loads and maps to different shapes.
    case topLevelSubarray = "top-level-subarray"
  }

  /// The kind of the problem.
  public let code: Code
  /// One line that says what is wrong, with names and numbers, without the file's name.
  public let message: String

  /// Creates a problem.
  public init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  /// Code and message.
  public var description: String { "\(code.rawValue): \(message)" }

  /// The problem that keeps a header from being read.
  init(_ error: NPYFormatError) {
    let code: Code
    switch error {
    case .notNPY: code = .notNPY
    case .unsupportedVersion: code = .unsupportedVersion
    case .truncated: code = .headerTruncated
    case .headerTooLong, .textTooLong: code = .headerTooLong
    case .invalidUTF8, .malformedText, .notADictionary, .unencodable: code = .badLiteral
    case .wrongKeys: code = .badKeys
    case .badOrder: code = .badOrder
    case .badShape, .negativeDimension, .tooManyDimensions, .tooLarge: code = .badShape
    case .badDType(.topLevelSubarray): code = .topLevelSubarray
    case .badDType: code = .badDescr
    case .objectDType: code = .objectDType
    }
    self.init(code: code, message: error.description)
  }
}
