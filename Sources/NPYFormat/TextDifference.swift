/// Where a header's text departs from the one that numpy writes for the same array.
struct TextDifference {
  /// One line that says where, and what numpy would write there.
  let message: String

  /// Characters of either text that the message repeats.
  private static let excerptBytes = 24

  /// Compares a header with numpy's; nil if they differ in padding at most.
  init?(raw: RawHeader, header: NPYHeader, in bytes: Span<UInt8>) {
    let text = HeaderReader.copy(bytes, raw.version.prefixBytes..<raw.dataOffset)
    let encoding = raw.version.encoding
    let dictionary = HeaderText.dictionary(
      dtype: header.dtype, isFortranOrder: header.isFortranOrder, shape: header.shape)
    guard let expected = encoding.encode(dictionary) else {
      message = "a name is escaped, where numpy writes it out in format version 3.0"
      return
    }
    let common = zip(text, expected).prefix { $0 == $1 }.count
    if common < expected.count {
      let theirs = expected[common...].prefix(Self.excerptBytes)
      let ours = text[common...].prefix(Self.excerptBytes)
      message =
        "from byte \(common) of the text on there is \(Self.quote(ours, encoding)), where numpy"
        + " writes \(Self.quote(theirs, encoding))"
      return
    }
    guard text.last == Ascii.lineFeed else {
      message = "the text does not end with a line feed"
      return
    }
    let padding = text[common...].dropLast()
    guard let index = padding.firstIndex(where: { $0 != Ascii.space }) else { return nil }
    message =
      "from byte \(index) of the text on there is"
      + " \(Self.quote(text[index...].prefix(Self.excerptBytes), encoding)), where numpy pads"
      + " with blanks"
  }

  private static func quote(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) -> String {
    PythonLiteral.string(encoding.decode(bytes)).repr
  }
}
