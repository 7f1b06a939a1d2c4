extension DecimalDigits {
  /// The digits before the decimal point, at least one.
  var whole: String {
    guard !digits.isEmpty, exponent >= 0 else { return "0" }
    let zeros = max(0, exponent + 1 - digits.count)
    return Self.text(digits.prefix(exponent + 1)) + String(repeating: "0", count: zeros)
  }

  /// The digits after the decimal point, without zeros at the end.
  var fraction: String {
    guard fractionCount > 0 else { return "" }
    let zeros = max(0, -exponent - 1)
    return String(repeating: "0", count: zeros) + Self.text(digits.dropFirst(max(0, exponent + 1)))
  }

  /// The digits of the exponent, without sign or padding.
  var exponentText: String { digits.isEmpty ? "0" : String(exponent.magnitude) }

  /// A digit, a fraction of at least `fractionCount` digits and an exponent: `1.50e+07`.
  ///
  /// Without a fraction there is a point if `keepsPoint`.
  func scientific(fractionCount: Int, exponentWidth: Int, keepsPoint: Bool) -> String {
    var text = digits.isEmpty ? "0" : Self.text(digits.prefix(1))
    let fraction = Self.text(digits.dropFirst())
    let zeros = max(0, fractionCount - fraction.utf8.count)
    if keepsPoint || fractionCount > 0 || !fraction.isEmpty { text += "." }
    text += fraction + String(repeating: "0", count: zeros)
    text += exponent < 0 && !digits.isEmpty ? "e-" : "e+"
    let padding = max(0, exponentWidth - exponentText.utf8.count)
    return text + String(repeating: "0", count: padding) + exponentText
  }

  private static func text(_ digits: ArraySlice<UInt8>) -> String {
    String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
  }
}
