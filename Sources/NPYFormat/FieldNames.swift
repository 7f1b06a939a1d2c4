/// The names and titles taken so far in a structured type, which share one namespace in numpy.
struct FieldNames {
  private var taken: Set<PythonText> = []

  /// Whether a name or a title is taken.
  func contains(_ name: String) -> Bool { taken.contains(PythonText(name)) }

  /// Takes a name and, if it is a string, a title.
  ///
  /// - Throws: `DTypeError.duplicateName` if either is taken, or if both are the same.
  mutating func insert(_ name: String, title: PythonLiteral?) throws(DTypeError) {
    guard taken.insert(PythonText(name)).inserted else { throw .duplicateName(name) }
    guard case .string(let title) = title else { return }
    guard taken.insert(PythonText(title)).inserted else { throw .duplicateName(title) }
  }

  /// A string that equals another only if their code points do, as in Python.
  ///
  /// Swift's `String` also equates different spellings of one character, such as a letter with
  /// an accent and the letter followed by a combining accent.
  private struct PythonText: Hashable {
    private let utf8: [UInt8]
    init(_ text: String) { utf8 = Array(text.utf8) }
  }
}
