/// What can be done about a header's text without moving the elements.
///
/// The same number of bytes, with the same meaning, in the text that numpy writes: key order,
/// quotes, integers, names of types, line feed. The data offset stays, aligned or not.
public enum HeaderRepair: Hashable, Sendable {
  /// The text is already numpy's, padding apart.
  case notNeeded
  /// These bytes take the place of the whole header.
  case repaired([UInt8])
  /// There is no such header; the text is one line that says why.
  case impossible(String)

  /// Plans the repair of a header.
  ///
  /// - Parameter prefix: The file from its start; at least the whole header.
  /// - Complexity: O(*n*) in the length of the header.
  public init(of prefix: Span<UInt8>) {
    do {
      let raw = try RawHeader(prefix)
      let header = try NPYHeader(raw, source: prefix)
      let isCanonical =
        raw.style == .canonical
        || raw.style == .unknown && TextDifference(raw: raw, header: header, in: prefix) == nil
      if isCanonical {
        self = .notNeeded
      } else if !header.dtype.isReadBack {
        self = .impossible(
          "numpy's spelling of \(ErrorText.abbreviate(header.dtype.description)) reads back"
            + " as another type")
      } else if case .subarray = raw.dtype {
        self = .impossible(
          "numpy maps \(ErrorText.abbreviate(raw.dtype.description)) to another shape than it"
            + " loads")
      } else {
        _ = try header.encodedText()
        self = .repaired(header.encoded)
      }
    } catch {
      self = .impossible(error.description)
    }
  }
}
