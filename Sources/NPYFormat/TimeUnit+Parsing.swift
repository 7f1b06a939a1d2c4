extension TimeUnit {
  /// Reads what follows `M8`, `m8`, `datetime64` or `timedelta64`, as numpy does.
  ///
  /// Nothing at all is the generic unit; else there is a pair of brackets with a multiple, a unit
  /// and a divisor in it, of which only the unit is needed. A divisor picks a smaller unit:
  /// `[D/2]` is `[12h]`.
  ///
  /// - Throws: `DTypeError.badTimeUnit`.
  init(metadata: ArraySlice<UInt8>) throws(DTypeError) {
    guard !metadata.isEmpty else {
      self.init(.generic)
      return
    }
    let error = DTypeError.badTimeUnit(ErrorText.abbreviate(metadata))
    guard metadata.count >= 3, metadata.first == Ascii.openBracket,
      let close = metadata.firstIndex(of: Ascii.closeBracket),
      close == metadata.endIndex - 1
    else { throw error }
    let content = metadata[(metadata.startIndex + 1)..<close]
    var multiple: Int32 = 1
    var unitStart = content.startIndex
    if let scan = DecimalScanner.scan(content, at: unitStart) {
      guard let value = scan.value, let small = Int32(exactly: value), small >= 0 else {
        throw error
      }
      multiple = small
      unitStart = scan.end
    }
    let slash = content[unitStart...].firstIndex(of: UInt8(ascii: "/"))
    let code = content[unitStart..<(slash ?? content.endIndex)]
    guard let unit = Unit(code: code) else { throw error }
    guard let slash else {
      self.init(unit, multiple: Int(multiple))
      return
    }
    // numpy keeps the low 32 bits of the divisor, and dies of a division by zero.
    guard let scan = DecimalScanner.scan(content, at: slash + 1), scan.end == content.endIndex,
      let value = scan.value
    else { throw error }
    let divisor = Int32(truncatingIfNeeded: value)
    if divisor == 1 {
      self.init(unit, multiple: Int(multiple))
      return
    }
    guard divisor != 0, let smaller = unit.parts.first(where: { $0.count % divisor == 0 }) else {
      throw error
    }
    self.init(smaller.unit, multiple: Int(multiple &* (smaller.count / divisor)))
  }
}

extension TimeUnit.Unit {
  /// The unit that a code stands for; `us` may also be spelled with U+03BC, the letter mu.
  fileprivate init?(code: ArraySlice<UInt8>) {
    let text = String(decoding: code, as: UTF8.self)
    if code.elementsEqual("\u{3BC}s".utf8) {
      self = .microsecond
    } else if code.allSatisfy({ $0 < 0x80 }) {
      self.init(rawValue: text)
    } else {
      return nil
    }
  }

  /// The smaller units that numpy tries for a divisor, and how many of each make up this one.
  fileprivate var parts: [(unit: TimeUnit.Unit, count: Int32)] {
    switch self {
    case .generic, .attosecond: []
    case .year: [(.month, 12), (.week, 52), (.day, 365)]
    case .month: [(.week, 4), (.day, 30), (.hour, 720)]
    // numpy has an empty fourth row for weeks, which takes every other divisor: `[0Y]`.
    case .week: [(.day, 7), (.hour, 168), (.minute, 10_080), (.year, 0)]
    case .day: [(.hour, 24), (.minute, 1440), (.second, 86_400)]
    case .hour: [(.minute, 60), (.second, 3600)]
    case .minute: [(.second, 60), (.millisecond, 60_000)]
    case .second: [(.millisecond, 1000), (.microsecond, 1_000_000)]
    case .millisecond: [(.microsecond, 1000), (.nanosecond, 1_000_000)]
    case .microsecond: [(.nanosecond, 1000), (.picosecond, 1_000_000)]
    case .nanosecond: [(.picosecond, 1000), (.femtosecond, 1_000_000)]
    case .picosecond: [(.femtosecond, 1000), (.attosecond, 1_000_000)]
    case .femtosecond: [(.attosecond, 1000)]
    }
  }
}
