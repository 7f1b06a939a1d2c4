/// Reads `/proc/PID/maps` piece by piece, and stops to think only at the lines of some files.
///
/// A process can have 65,530 mappings, which is megabytes of text; nothing is kept of a line that
/// nobody wants.
///
/// Source: `start-end permissions offset major:minor inode path` of proc_pid_maps(5).
struct MapsReader {
  private enum Field {
    case start
    case end
    case permissions
    case offset
    case major
    case minor
    case inode
    case path
    /// The path of a file that nobody wants.
    case rest
  }

  private var field = Field.start
  private var number: UInt64 = 0
  private var line = MapsLine()

  /// Reads the next piece of the text, which may begin and end within a line.
  ///
  /// - Parameters:
  ///   - text: the piece.
  ///   - isWanted: whether lines with this inode are of interest.
  ///   - body: called with each of these lines once its end is read.
  mutating func read(
    _ text: Span<UInt8>, isWanted: (UInt64) -> Bool, _ body: (MapsLine) -> Void
  ) {
    for index in text.indices {
      let byte = text[index]
      if byte == UInt8(ascii: "\n") {
        if field == .inode { finishInode(isWanted) }
        if field == .path { body(line) }
        self = MapsReader()
        continue
      }
      switch field {
      case .rest: break
      case .path:
        // Blanks line the paths up.
        if byte != UInt8(ascii: " ") || !line.path.isEmpty { line.path.append(byte) }
      case .permissions: readPermission(byte)
      case .inode where byte == UInt8(ascii: " "): finishInode(isWanted)
      case .inode: number = number &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
      case .start, .end, .offset, .major, .minor: readHexadecimal(byte)
      }
    }
  }

  private mutating func readPermission(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: " "): field = .offset
    case UInt8(ascii: "w"): line.isWritable = true
    case UInt8(ascii: "s"): line.isShared = true
    default: break
    }
  }

  private mutating func readHexadecimal(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      number = number &<< 4 | UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"):
      number = number &<< 4 | UInt64(byte - UInt8(ascii: "a") + 10)
    default: finishHexadecimal()
    }
  }

  private mutating func finishHexadecimal() {
    switch field {
    case .start: (line.start, field) = (number, .end)
    case .end: (line.end, field) = (number, .permissions)
    case .offset: field = .major
    case .major: (line.major, field) = (number, .minor)
    default: (line.minor, field) = (number, .inode)
    }
    number = 0
  }

  private mutating func finishInode(_ isWanted: (UInt64) -> Bool) {
    line.inode = number
    field = number != 0 && isWanted(number) ? .path : .rest
  }
}
