/// A finite number's shortest decimal digits that read back as it.
struct PlotDecimal: Hashable {
  private(set) var isNegative: Bool
  /// From the first that is not zero to the last that is not zero; none for zero.
  private(set) var digits: [UInt8] = []
  /// The power of ten that the first digit counts; 0 for zero.
  private(set) var exponent = 0

  /// Takes a number apart, by way of the text that Swift makes of it.
  ///
  /// - Precondition: the number is finite.
  init(_ value: Double) {
    precondition(value.isFinite, "\(value) has no decimal digits")
    isNegative = value < 0
    let parts = value.magnitude.description.split(separator: "e")
    var beforePoint = 0
    var isAfterPoint = false
    for character in parts[0].utf8 {
      if character == UInt8(ascii: ".") {
        isAfterPoint = true
      } else {
        digits.append(character - UInt8(ascii: "0"))
        if !isAfterPoint { beforePoint += 1 }
      }
    }
    let leadingZeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(leadingZeros)
    exponent = beforePoint - leadingZeros - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    dropTrailingZeros()
  }

  /// The power of ten that the last digit counts; nil for zero.
  var lastPlace: Int? { digits.isEmpty ? nil : exponent - digits.count + 1 }

  /// The number rounded to a multiple of a power of ten, halves away from zero.
  func rounded(toPlace place: Int) -> PlotDecimal {
    let kept = exponent - place + 1
    guard kept < digits.count else { return self }
    var result = self
    result.digits.removeSubrange(max(kept, 0)...)
    if kept >= 0, digits[kept] >= 5 { result.incrementLastDigit() }
    result.dropTrailingZeros()
    return result
  }

  private mutating func incrementLastDigit() {
    while digits.last == 9 { digits.removeLast() }
    if digits.isEmpty {
      digits = [1]
      exponent += 1
    } else {
      digits[digits.count - 1] += 1
    }
  }

  private mutating func dropTrailingZeros() {
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (isNegative, exponent) = (false, 0) }
  }

  /// The number with its digits down to a place, divided by a power of ten.
  ///
  /// - Parameters:
  ///   - place: that of the last digit shown; one above zero shows zeros below it.
  ///   - divisor: the power of ten.
  /// - Returns: The text, without an exponent.
  func text(toPlace place: Int, dividedByTenTo divisor: Int = 0) -> String {
    guard !digits.isEmpty else { return "0" }
    var text = isNegative ? "-" : ""
    for position in stride(from: max(exponent, divisor), through: min(place, divisor), by: -1) {
      if position == divisor - 1 { text += "." }
      let index = exponent - position
      text += String(digits.indices.contains(index) ? digits[index] : 0)
    }
    return text
  }
}
