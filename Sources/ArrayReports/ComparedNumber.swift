/// A number for comparing with one of another type.
enum ComparedNumber {
  case real(Double, imaginary: Double)
  case whole(Int128)
  /// "Not a time".
  case missing

  /// Whether it equals nothing, not even itself.
  var isNaN: Bool {
    switch self {
    case .real(let real, let imaginary): real.isNaN || imaginary.isNaN
    case .whole: false
    case .missing: true
    }
  }

  /// The distance to another one, and that one's absolute value; neither of them is NaN.
  func distance(to other: ComparedNumber) -> (distance: Double, magnitude: Double) {
    if case .whole(let whole) = self, case .whole(let otherWhole) = other {
      let distance = whole - otherWhole
      // A distance that is not 0 must not become 0; it cannot: it is at least 1.
      return (Double(distance.magnitude), Double(otherWhole.magnitude))
    }
    let ((real, imaginary), (otherReal, otherImaginary)) = (parts, other.parts)
    let distances = (
      real == otherReal ? 0 : abs(real - otherReal),
      imaginary == otherImaginary ? 0 : abs(imaginary - otherImaginary)
    )
    return (
      Self.length(distances.0, distances.1), Self.length(abs(otherReal), abs(otherImaginary))
    )
  }

  private var parts: (Double, Double) {
    switch self {
    case .real(let real, let imaginary): (real, imaginary)
    case .whole(let whole): (Double(whole), 0)
    case .missing: (.nan, 0)
    }
  }

  /// The length of the hypotenuse, for numbers whose squares a `Double` may not hold.
  private static func length(_ first: Double, _ second: Double) -> Double {
    let (longer, shorter) = (max(first, second), min(first, second))
    if shorter == 0 || longer == .infinity { return longer }
    let ratio = shorter / longer
    return longer * (1 + ratio * ratio).squareRoot()
  }
}
