/// How many elements lie between edges.
public struct Histogram: Hashable, Sendable {
  /// The lower edge of each bin, and the upper edge of the last one: one more than ``counts``.
  ///
  /// A bin holds its lower edge and not its upper one, but for the last, which holds both.
  public let edges: [Double]
  /// How many elements each bin holds.
  public let counts: [Int]

  /// Makes a histogram of its edges and counts.
  ///
  /// - Precondition: there is one edge more than counts, in ascending order.
  public init(edges: [Double], counts: [Int]) {
    precondition(
      edges.count == counts.count + 1, "\(edges.count) edges for \(counts.count) counts")
    self.edges = edges
    self.counts = counts
  }
}
