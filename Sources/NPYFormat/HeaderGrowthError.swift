/// Why no header can take the place of another one when its array becomes longer.
public enum HeaderGrowthError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An array without dimensions has no axis to grow along.
  case noAxis
  /// The outermost axis would become shorter.
  case wouldShrink(from: Int, to: Int)
  /// An array in this order cannot grow in the other one without moving its elements.
  case orderDecided(isFortranOrder: Bool)
  /// The new text does not fit the header, both in bytes.
  case noRoom(textBytes: Int, limit: Int)
  /// The header's text cannot be written anew without changing what it says.
  case textKept
  /// There can be no such array, or no header for it.
  case impossible(NPYFormatError)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .noAxis: "an array without dimensions has no axis to grow along"
    case .wouldShrink(let from, let to):
      "the outermost axis has the length \(from), and cannot become \(to): arrays only grow"
    case .orderDecided(let isFortranOrder):
      "the elements are in \(isFortranOrder ? "Fortran" : "C") order, and would have to move to"
        + " grow in the other one"
    case .noRoom(let textBytes, let limit):
      "the new header's text takes \(textBytes) bytes, and there is room for \(limit)"
    case .textKept: "the header's text cannot be written anew without changing what it says"
    case .impossible(let error): error.description
    }
  }
}
