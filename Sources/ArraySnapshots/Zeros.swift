/// Zeros for those who take content but not the word for it.
enum Zeros {
  private static let pieceBytes = 256 << 10

  /// Lends so many zeros, in pieces, and tells how many came before each.
  static func inPieces<Failure: Error>(
    _ count: Int, to consume: (Span<UInt8>, _ before: Int) throws(Failure) -> Void
  ) throws(Failure) {
    let zeros = [UInt8](repeating: 0, count: min(count, pieceBytes))
    var done = 0
    while done < count {
      let piece = min(zeros.count, count - done)
      try consume(zeros.span.extracting(0..<piece), done)
      done += piece
    }
  }
}
