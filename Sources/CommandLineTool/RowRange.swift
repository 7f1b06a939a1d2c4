import ArgumentParser
import NPYShare

/// Some rows as a person writes them: `A:B`, `A:`, `:B`.
struct RowRange {
  private let start: Int
  private let end: Int?

  init(_ text: String) throws {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let start = parts.first.flatMap { $0.isEmpty ? 0 : Int($0) }
    let end = parts.count == 2 && !parts[1].isEmpty ? Int(parts[1]) : nil
    guard parts.count == 2, let start, start >= 0, parts[1].isEmpty || end != nil,
      end.map({ $0 >= start }) ?? true
    else {
      throw ValidationError(
        "'\(PrintableText(text))' are not rows; write A:B, A: or :B, from 0.")
    }
    self.start = start
    self.end = end
  }

  /// The rows of an array that has so many; those that it has not are the library's to refuse.
  func range(ofRowCount count: Int) -> Range<Int> {
    start..<max(start, end ?? count)
  }
}
