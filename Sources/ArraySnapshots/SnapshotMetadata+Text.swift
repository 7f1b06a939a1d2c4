import NPYFormat

// A line for each thing, its name, a blank and its value; the last line is the checksum of those
// before it. In a skippable frame of its own, which every zstd decoder passes over.

extension SnapshotMetadata {
  /// What the skippable frame begins with.
  static let magic: UInt32 = 0x184D_2A51
  /// A longer text is not read, in bytes.
  static let maximumBytes = 4 << 10

  private static let title = "npyshare-snapshot"

  /// The skippable frame.
  var encoded: [UInt8] {
    let lines = """
      \(Self.title) \(version)
      consistency \(consistency.rawValue)
      level \(level)
      time \(time)
      dtype \(dtype)
      frame-bytes \(frameBytes)

      """
    let text = lines + "checksum \(ContentChecksum.of(Array(lines.utf8).span))\n"
    var bytes: [UInt8] = []
    bytes.append(littleEndian: Self.magic)
    bytes.append(littleEndian: UInt32(text.utf8.count))
    return bytes + Array(text.utf8)
  }

  /// Finds such a frame at the end of some bytes; nil where there is none, or it was altered.
  init?(endOf bytes: Span<UInt8>) {
    guard let start = Self.start(atEndOf: bytes) else { return nil }
    self.init(text: bytes.extracting(start + 8..<bytes.count))
  }

  /// Whether there is such a frame at the end of some bytes, and it was altered.
  static func isAltered(atEndOf bytes: Span<UInt8>) -> Bool {
    guard let start = Self.start(atEndOf: bytes) else { return false }
    return checkedLines(bytes.extracting(start + 8..<bytes.count)) == nil
  }

  private static func start(atEndOf bytes: Span<UInt8>) -> Int? {
    stride(from: bytes.count - 8, through: 0, by: -1).first { offset in
      bytes.littleEndian(at: offset) == UInt64(magic)
        && bytes.littleEndian(at: offset + 4) == UInt64(bytes.count - offset - 8)
    }
  }

  /// The lines before the checksum; nil where it is not theirs.
  private static func checkedLines(_ bytes: Span<UInt8>) -> String? {
    guard bytes.count <= maximumBytes else { return nil }
    let text = (0..<bytes.count).map { bytes[$0] }
    guard let string = String(validating: text, as: UTF8.self), string.hasSuffix("\n"),
      let checked = string.dropLast().lastIndex(of: "\n")
    else { return nil }
    let lines = string[...checked]
    let last = string[string.index(after: checked)...].dropLast()
    let checksum = ContentChecksum.of(Array(lines.utf8).span)
    return last == "checksum \(checksum)" ? String(lines) : nil
  }

  /// Reads what stands in such a frame; nil where something is missing, was altered or cannot be.
  ///
  /// Lines of other names are passed over: a later version may have more to say.
  init?(text bytes: Span<UInt8>) {
    guard let lines = Self.checkedLines(bytes) else { return nil }
    var values: [Substring: Substring] = [:]
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2 { values[words[0]] = words[1] }
    }
    guard let version = values[Self.title[...]].flatMap({ Int($0) }),
      let consistency = values["consistency"].flatMap({
        SnapshotConsistency(rawValue: String($0))
      }),
      let level = values["level"].flatMap({ Int($0) }),
      let time = values["time"].flatMap({ Int($0) }), let dtype = values["dtype"],
      let frameBytes = values["frame-bytes"].flatMap({ Int($0) }),
      version > 0, time >= 0, frameBytes > 0
    else { return nil }
    self.init(
      version: version, consistency: consistency, level: level, time: time,
      dtype: String(dtype), frameBytes: frameBytes)
  }
}

extension DType {
  /// The type's own name: what numpy writes for it, or where that is not enough what `ml_dtypes`
  /// calls it; only `structured` for more fields than there is room for.
  var ownName: String {
    if case .mlFloat(let type) = self { return type.rawValue }
    let text = description
    return text.utf8.count <= 2048 ? text : "structured"
  }
}

extension [UInt8] {
  /// Adds a number's bytes, the lowest first.
  mutating func append(littleEndian number: UInt32) {
    for shift in stride(from: 0, to: 32, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> UInt32(shift)))
    }
  }
}

extension Span<UInt8> {
  /// The number of `count` bytes at an offset, the lowest first.
  func littleEndian(at offset: Int, count: Int = 4) -> UInt64 {
    var number: UInt64 = 0
    for index in (0..<count).reversed() { number = number << 8 | UInt64(self[offset + index]) }
    return number
  }
}
