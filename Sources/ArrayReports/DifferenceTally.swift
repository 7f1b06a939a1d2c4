/// The differences of some elements, by their places in C order.
struct DifferenceTally: Sendable {
  private(set) var differingCount = 0
  private(set) var nanMismatchCount = 0
  private(set) var firstPlace: Int?
  private var lastPlace: Int?
  private(set) var greatestPlace: Int?
  private(set) var greatestDistance = -1.0
  private(set) var greatestRelativeDistance: Double?

  /// Counts an element that differs.
  mutating func add(_ place: Int) {
    // The bytes of one element may be met one by one.
    if lastPlace == place { return }
    differingCount += 1
    lastPlace = place
    if firstPlace == nil { firstPlace = place }
  }

  /// Counts an element that is NaN on one side, or on both when that is no equality.
  mutating func add(nanAt place: Int, isMismatch: Bool) {
    add(place)
    if isMismatch { nanMismatchCount += 1 }
  }

  /// Counts an element that differs by a distance from a second number of an absolute value.
  mutating func add(_ place: Int, distance: Double, from second: Double) {
    add(place)
    if distance > greatestDistance { (greatestDistance, greatestPlace) = (distance, place) }
    let relative = distance / second
    if relative.isFinite, relative > greatestRelativeDistance ?? -1 {
      greatestRelativeDistance = relative
    }
  }

  /// Takes in the differences of elements that come later.
  mutating func merge(_ later: DifferenceTally) {
    guard let laterPlace = later.firstPlace else { return }
    differingCount += later.differingCount - (laterPlace == lastPlace ? 1 : 0)
    lastPlace = later.lastPlace
    nanMismatchCount += later.nanMismatchCount
    firstPlace = firstPlace ?? laterPlace
    if later.greatestDistance > greatestDistance {
      greatestDistance = later.greatestDistance
      greatestPlace = later.greatestPlace
    }
    if let relative = later.greatestRelativeDistance,
      relative > greatestRelativeDistance ?? -1
    {
      greatestRelativeDistance = relative
    }
  }
}
