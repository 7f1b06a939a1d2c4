/// The bytes of a header that another one in its place has different.
struct HeaderChange {
  /// Where they lie, from the first to the last that differs; empty for equal headers.
  let range: Range<Int>
  /// What is to stand there.
  let bytes: [UInt8]

  private static let pageBytes = 4096

  /// Compares two headers of the same length.
  init(from old: [UInt8], to new: [UInt8]) {
    let differing = zip(old, new).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
    range = (differing.first ?? 0)..<(differing.last.map { $0 + 1 } ?? 0)
    bytes = Array(new[range])
  }

  /// Whether the kernel writes them as one, even for a process that is being killed.
  ///
  /// It copies a write page by page, and looks for a deadly signal between two of them.
  var isWrittenAsOne: Bool {
    range.isEmpty || range.lowerBound / Self.pageBytes == (range.upperBound - 1) / Self.pageBytes
  }
}
