extension LiteralParser {
  /// A tuple, or a value in redundant parentheses, which keeps what it may be used for.
  mutating func parenthesised() throws(LiteralError) -> Operand {
    try open()
    try skipBlanks()
    if peek() == Ascii.closeParenthesis {
      close()
      return Operand(value: .tuple([]), form: .other)
    }
    let first = try sum()
    try skipBlanks()
    if peek() == Ascii.closeParenthesis {
      close()
      return first
    }
    guard peek() == Ascii.comma, first.form != .setName else { throw error(.unbalanced) }
    position += 1
    let rest = try items(until: Ascii.closeParenthesis)
    return Operand(value: .tuple([first.value] + rest), form: .other)
  }

  /// Values with commas between them, and perhaps one after the last, up to a closing bracket.
  mutating func items(until closing: UInt8) throws(LiteralError) -> [PythonLiteral] {
    var items: [PythonLiteral] = []
    try skipBlanks()
    while peek() != closing {
      items.append(try expression())
      try skipBlanks()
      if peek() == Ascii.comma {
        position += 1
        try skipBlanks()
      } else if peek() != closing {
        throw error(.unbalanced)
      }
    }
    close()
    return items
  }

  /// A dictionary or a set.
  mutating func braced() throws(LiteralError) -> PythonLiteral {
    try open()
    try skipBlanks()
    if peek() == Ascii.closeBrace {
      close()
      return .dictionary([])
    }
    let start = position
    openDictionaries += 1
    defer { openDictionaries -= 1 }
    let first = try expression()
    try skipBlanks()
    guard peek() == Ascii.colon else { return try set(first: first) }
    return try dictionary(firstKey: first, at: start)
  }

  private mutating func set(first: PythonLiteral) throws(LiteralError) -> PythonLiteral {
    var members: [PythonLiteral] = []
    var seen: Set<PythonKey> = []
    var next: PythonLiteral? = first
    while let member = next {
      guard let key = PythonKey(member) else { throw error(.unhashable) }
      if seen.insert(key).inserted { members.append(member) }
      try skipBlanks()
      next = nil
      if peek() == Ascii.comma {
        position += 1
        try skipBlanks()
        if peek() != Ascii.closeBrace { next = try expression() }
      }
    }
    guard peek() == Ascii.closeBrace else { throw error(.unbalanced) }
    close()
    return .set(members)
  }

  private mutating func dictionary(
    firstKey: PythonLiteral, at firstStart: Int
  ) throws(LiteralError) -> PythonLiteral {
    let isOutermost = openDictionaries == 1
    var pairs: [PythonLiteral.Entry] = []
    var indices: [PythonKey: Int] = [:]
    var key = firstKey
    var start = firstStart
    while true {
      guard let hashed = PythonKey(key) else { throw error(.unhashable) }
      guard peek() == Ascii.colon else { throw error(.unbalanced) }
      position += 1
      try skipBlanks()
      let value = try expression()
      if isOutermost { entries.append(SourceEntry(key: key, start: start)) }
      // A repeated key keeps its place and its first spelling, and takes the new value.
      if let index = indices[hashed] {
        pairs[index] = PythonLiteral.Entry(key: pairs[index].key, value: value)
      } else {
        indices[hashed] = pairs.count
        pairs.append(PythonLiteral.Entry(key: key, value: value))
      }
      try skipBlanks()
      if peek() == Ascii.comma {
        position += 1
        try skipBlanks()
      } else if peek() != Ascii.closeBrace {
        throw error(.unbalanced)
      }
      if peek() == Ascii.closeBrace { break }
      start = position
      key = try expression()
      try skipBlanks()
    }
    close()
    return .dictionary(pairs)
  }
}
