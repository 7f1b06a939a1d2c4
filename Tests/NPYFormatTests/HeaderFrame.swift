import NPYFormat
import Testing

/// Headers for tests, made from their text.
enum HeaderFrame {
  /// Magic, version, length and the text as it is: no padding is added.
  static func bytes(_ text: String, _ version: NPYVersion) -> [UInt8] {
    let content =
      version == .v3
      ? Array(text.utf8) : text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    var bytes: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, version.major, version.minor]
    for shift in 0..<(version == .v1 ? 2 : 4) {
      bytes.append(UInt8(truncatingIfNeeded: content.count >> (8 * shift)))
    }
    return bytes + content
  }

  /// The text with `D` for `'descr': '<f4'`, `O` for `'fortran_order': False` and `S` for
  /// `'shape': (3,)`.
  static func expand(_ text: String) -> String {
    var expanded = ""
    var inString = false
    for character in text {
      if character == "'" { inString.toggle() }
      switch character {
      case "D" where !inString: expanded += "'descr': '<f4'"
      case "O" where !inString: expanded += "'fortran_order': False"
      case "S" where !inString: expanded += "'shape': (3,)"
      default: expanded.append(character)
      }
    }
    return expanded
  }

  /// Expects that a header is not read, and that neither numpy nor the inspection is said to.
  static func expectRefusal(
    of text: String, _ version: NPYVersion, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let bytes = bytes(text, version)
    #expect(throws: NPYFormatError.self, sourceLocation: sourceLocation) {
      try NPYHeader(parsing: bytes.span)
    }
    let inspection = NPYInspection(prefix: bytes.span, fileBytes: bytes.count + 4096)
    #expect(inspection.header == nil, sourceLocation: sourceLocation)
    #expect(inspection.problems.count == 1, sourceLocation: sourceLocation)
    #expect(!inspection.numpyLoads, sourceLocation: sourceLocation)
  }
}
