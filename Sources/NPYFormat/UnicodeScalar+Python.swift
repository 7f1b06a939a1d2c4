extension Unicode.Scalar {
  /// What `str.isprintable` of CPython 3.11 says: Unicode 14, no controls, no separators.
  var isPrintableInPython: Bool {
    if isASCII { return value >= 0x20 && value < 0x7F }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: return false
    case .lineSeparator, .paragraphSeparator, .spaceSeparator: return false
    default: break
    }
    // Assigned by the Unicode version that Swift knows; Python 3.11 knows version 14.
    guard let age = properties.age else { return false }
    return age.major <= 14
  }

  /// What `\s` matches in a Python regular expression.
  var isSpaceInPython: Bool {
    switch value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A: true
    case 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// The private-use character that the literal parser puts in the place of half of a surrogate
  /// pair.
  ///
  /// Python strings may hold such halves, Swift's may not. The parser notes that it did this.
  static func standIn(forSurrogate value: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(0x10_0000 + value) ?? "\u{FFFD}"
  }

  /// Whether this is the stand-in for some surrogate.
  var isSurrogateStandIn: Bool { (0x10_D800...0x10_DFFF).contains(value) }
}
