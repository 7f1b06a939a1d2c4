/// A run of bytes of a header and what it means.
public struct HeaderAnnotation: Hashable, Sendable {
  /// Offsets in the file.
  public let range: Range<Int>
  /// What the bytes are: `magic`, `version`, `length`, a key of the dictionary, `padding` and so
  /// on.
  public let label: String
  /// What they say here, in one line.
  public let text: String

  /// Creates an annotation.
  public init(range: Range<Int>, label: String, text: String) {
    self.range = range
    self.label = label
    self.text = text
  }
}

extension NPYInspection {
  /// The header in runs of bytes, one after the other without gaps, from the start of the file to
  /// the end of the header or of `prefix`, whichever comes first.
  ///
  /// A header that cannot be read has fewer and larger runs.
  ///
  /// - Complexity: O(*n*) in the length of the header.
  public static func annotations(of prefix: Span<UInt8>) -> [HeaderAnnotation] {
    var annotator = HeaderAnnotator(available: prefix.count)
    annotator.annotate(prefix)
    return annotator.annotations
  }
}
