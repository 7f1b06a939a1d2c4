/// Divides a header into runs of bytes with a meaning each.
struct HeaderAnnotator {
  private(set) var annotations: [HeaderAnnotation] = []
  private let available: Int
  private var position = 0

  init(available: Int) {
    self.available = available
  }

  mutating func annotate(_ bytes: Span<UInt8>) {
    let version: NPYVersion
    do {
      version = try NPYHeader.version(of: bytes)
    } catch {
      let isMagic = bytes.count >= NPYHeader.magicBytes && !error.isNotNPY
      if isMagic { add("magic", to: NPYHeader.magicBytes, "\\x93NUMPY") }
      add(isMagic ? "version" : "unknown", to: min(available, 8), error.description)
      return
    }
    add("magic", to: NPYHeader.magicBytes, "\\x93NUMPY")
    add("version", to: NPYHeader.magicBytes + 2, version.description)
    let dataOffset: Int
    do {
      dataOffset = try NPYHeader.extent(of: bytes)
    } catch {
      add("length", to: min(available, version.prefixBytes), error.description)
      return
    }
    let textBytes = dataOffset - version.prefixBytes
    add(
      "length", to: version.prefixBytes,
      "\(textBytes) bytes of text: elements start at byte \(dataOffset)")
    guard dataOffset <= available else {
      let error = NPYFormatError.truncated(needed: dataOffset, available: available)
      add("text", to: available, error.description)
      return
    }
    let text = HeaderReader.copy(bytes, version.prefixBytes..<dataOffset)
    annotateText(text, version, bytes)
  }

  /// Divides the text at the keys of its dictionary and where its padding starts.
  private mutating func annotateText(
    _ text: [UInt8], _ version: NPYVersion, _ bytes: Span<UInt8>
  ) {
    let base = version.prefixBytes
    var parser = LiteralParser(text, encoding: version.encoding)
    let reading = Result { () throws(NPYFormatError) in try NPYHeader(parsing: bytes) }
    var contentEnd = text.count
    while contentEnd > 0, Self.isPadding(text[contentEnd - 1]) { contentEnd -= 1 }
    if (try? parser.parse()) != nil, !parser.movedLineEnds, !parser.entries.isEmpty {
      // The opening brace goes with the first entry, the closing one with the last.
      let starts = parser.entries.dropFirst().map(\.start) + [contentEnd]
      for (entry, end) in zip(parser.entries, starts) {
        let label = Self.label(of: entry.key)
        add(label, to: base + end, Self.meaning(of: label, in: reading))
      }
    } else {
      add("text", to: base + contentEnd, Self.meaning(of: "text", in: reading))
    }
    let hasLineFeed = text.last == Ascii.lineFeed
    let paddingEnd = hasLineFeed ? text.count - 1 : text.count
    if paddingEnd > contentEnd {
      add("padding", to: base + paddingEnd, "\(paddingEnd - contentEnd) bytes")
    }
    if hasLineFeed { add("end", to: base + text.count, "line feed") }
  }

  private static func label(of key: PythonLiteral) -> String {
    guard case .string(let name) = key, ["descr", "fortran_order", "shape"].contains(name) else {
      return "unknown"
    }
    return name
  }

  private static func meaning(
    of label: String, in reading: Result<NPYHeader, NPYFormatError>
  ) -> String {
    switch reading {
    case .failure(let error): return error.description
    case .success(let header):
      switch label {
      case "descr":
        let type = ErrorText.abbreviate(header.dtype.description)
        return "elements of \(header.itemSize) bytes: \(type)"
      case "fortran_order":
        return header.isFortranOrder ? "first axis varies fastest" : "last axis varies fastest"
      case "shape": return "\(header.shape.count) axes, \(header.elementCount) elements"
      default: return "\(header.elementCount) elements of \(header.itemSize) bytes"
      }
    }
  }

  /// Adds a run from where the last one ended; none if there would be nothing in it.
  private mutating func add(_ label: String, to end: Int, _ text: String) {
    let end = min(end, available)
    guard end > position else { return }
    annotations.append(HeaderAnnotation(range: position..<end, label: label, text: text))
    position = end
  }

  private static func isPadding(_ byte: UInt8) -> Bool {
    byte == Ascii.space || byte == Ascii.lineFeed || byte == Ascii.tab
      || byte == Ascii.formFeed || byte == Ascii.carriageReturn
  }
}

extension NPYFormatError {
  /// Whether the file is something else altogether.
  fileprivate var isNotNPY: Bool {
    if case .notNPY = self { return true }
    return false
  }
}
