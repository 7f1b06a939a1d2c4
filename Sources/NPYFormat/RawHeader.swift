/// What a header says, before it is known whether an array can be like that.
///
/// numpy's verdict on a file depends on more than what a `NPYHeader` can hold.
struct RawHeader {
  /// How the text was written.
  enum Style {
    /// Exactly as numpy writes it, padding apart.
    case canonical
    /// Only readable after `Python2Filter`.
    case python2
    /// Readable, and perhaps as numpy writes it.
    case unknown
  }

  var version: NPYVersion
  /// The type that `descr` describes, possibly a sub-array.
  var dtype: DType
  var isFortranOrder: Bool
  /// Lengths that are not negative; there may be more than 64.
  var shape: [Int]
  /// Bytes from the start of the file to the elements.
  var dataOffset: Int
  /// Characters in the text, padding included, which numpy limits.
  var characters: Int
  var style: Style
  /// Whether some type is spelled in a way that only `ml_dtypes` knows.
  var mlName: String?
  /// Why this package refuses the type, although numpy takes it.
  var refusal: DTypeError?
}

extension RawHeader {
  /// Reads a header.
  ///
  /// - Throws: `NPYFormatError`.
  init(_ bytes: Span<UInt8>) throws(NPYFormatError) {
    let dataOffset = try NPYHeader.extent(of: bytes)
    guard bytes.count >= dataOffset else {
      throw .truncated(needed: dataOffset, available: bytes.count)
    }
    let version = NPYVersion(major: bytes[6], minor: bytes[7])
    let text = version.prefixBytes..<dataOffset
    if let header = CanonicalHeader.read(bytes, text: text, version: version) {
      self = header
    } else {
      self = try HeaderReader.read(bytes, text: text, version: version)
    }
  }
}
