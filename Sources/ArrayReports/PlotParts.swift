/// Indices in a number of parts that are as equal as can be.
struct PlotParts: Sendable {
  let count: Int
  let parts: Int

  init(_ count: Int, _ parts: Int) {
    self.count = count
    self.parts = parts
  }

  /// The indices of a part.
  subscript(part: Int) -> Range<Int> { bound(part)..<bound(part + 1) }

  /// The part that has an index.
  func part(of index: Int) -> Int {
    // The last one whose lower bound, part × count / parts rounded down, is at most the index.
    let (high, low) = parts.multipliedFullWidth(by: index + 1)
    let (quotient, remainder) = count.dividingFullWidth((high, low))
    return remainder == 0 ? quotient - 1 : quotient
  }

  /// The most indices that a part has.
  var greatestCount: Int { parts == 0 ? 0 : (count + parts - 1) / parts }

  private func bound(_ part: Int) -> Int {
    let (high, low) = part.multipliedFullWidth(by: count)
    return parts.dividingFullWidth((high, low)).quotient
  }
}
