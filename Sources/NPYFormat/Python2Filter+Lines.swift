extension Python2Filter {
  /// Splits one line into tokens; an empty line is the end of the text.
  mutating func tokenize(
    _ line: Range<Int>, _ state: inout TokenizerState
  ) -> TokenizerState.Outcome {
    var position = line.lowerBound
    if let string = state.openString {
      guard !line.isEmpty else { return .fail }
      guard let end = continueString(string, in: line, &state) else { return .next }
      position = end
    } else if state.depth == 0 && !state.isContinued {
      guard !line.isEmpty else { return .stop }
      switch startStatement(line, &position, &state) {
      case .next: break
      case let outcome?: return outcome
      case nil: return .next
      }
    } else {
      guard !line.isEmpty else { return .fail }
      state.isContinued = false
    }
    tokenizeRest(of: line, from: position, &state)
    return .next
  }

  /// Looks for the end of a string that was open before this line: the offset after its closing
  /// quotes, nil if the line is used up.
  private mutating func continueString(
    _ string: TokenizerState.OpenString, in line: Range<Int>, _ state: inout TokenizerState
  ) -> Int? {
    let end = PythonToken.closingQuote(of: string, in: source, within: line)
    if end == nil && (string.isTriple || PythonToken.endsWithContinuation(source[line])) {
      return nil
    }
    // A string that should have closed in this line ends with it.
    let place = (state.row, (end ?? line.upperBound) - line.lowerBound)
    emit(.other, string.start..<(end ?? line.upperBound), from: string.place, to: place)
    state.openString = nil
    return end
  }

  /// Handles the indentation of a new statement.
  ///
  /// Returns `.next` to go on with the line's tokens, nil if the line is done, `.stop` at the
  /// last line if it is blank, `.fail` where the indentation fits no open block.
  private mutating func startStatement(
    _ line: Range<Int>, _ position: inout Int, _ state: inout TokenizerState
  ) -> TokenizerState.Outcome? {
    var column = 0
    measuring: while position < line.upperBound {
      switch source[position] {
      case Ascii.space: column += 1
      case Ascii.tab: column = (column / 8 + 1) * 8
      case Ascii.formFeed: column = 0
      default: break measuring
      }
      position += 1
    }
    guard position < line.upperBound else { return .stop }
    let row = state.row
    let offset = position - line.lowerBound
    let first = source[position]
    if first == Ascii.hash || first == Ascii.carriageReturn || first == Ascii.lineFeed {
      var end = position
      if first == Ascii.hash {
        end = line.upperBound
        while end > position, PythonToken.isLineEnd(source[end - 1]) { end -= 1 }
        emit(.other, position..<end, from: (row, offset), to: (row, end - line.lowerBound))
      }
      let rest = end..<line.upperBound
      emit(.lineEnd, rest, from: (row, end - line.lowerBound), to: (row, line.count))
      return nil
    }
    if let innermost = state.indents.last, column > innermost {
      state.indents.append(column)
      emit(.indent, line.lowerBound..<position, from: (row, 0), to: (row, offset))
    }
    while let innermost = state.indents.last, column < innermost {
      guard state.indents.contains(column) else { return .fail }
      state.indents.removeLast()
      emit(.dedent, 0..<0, from: (row, offset), to: (row, offset))
    }
    return .next
  }

  private mutating func tokenizeRest(
    of line: Range<Int>, from start: Int, _ state: inout TokenizerState
  ) {
    let row = state.row
    var position = start
    while position < line.upperBound {
      guard let token = PythonToken.scan(source, at: position, within: line) else {
        // What fits no token stands for itself, blanks before it included, one by one.
        let column = position - line.lowerBound
        emit(.other, position..<(position + 1), from: (row, column), to: (row, column + 1))
        position += 1
        continue
      }
      position = token.range.upperBound
      let place = (row, token.range.lowerBound - line.lowerBound)
      let end = (row, token.range.upperBound - line.lowerBound)
      switch token.kind {
      case .end: return
      case .continuation: state.isContinued = true
      case .openString(let quote, let isTriple):
        state.openString = TokenizerState.OpenString(
          start: token.range.lowerBound, place: place, quote: quote, isTriple: isTriple)
        return
      case .opening, .closing:
        state.depth += token.kind == .opening ? 1 : -1
        emit(.other, token.range, from: place, to: end)
      case .number: emit(.number, token.range, from: place, to: end)
      case .name: emit(.name, token.range, from: place, to: end)
      case .lineEnd: emit(.lineEnd, token.range, from: place, to: end)
      case .other: emit(.other, token.range, from: place, to: end)
      }
    }
  }
}
