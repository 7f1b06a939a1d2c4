/// What `/proc/PID/status` says of a process.
///
/// Source: proc_pid_status(5). The name of the command, its first line, is escaped: it cannot forge
/// another line.
struct ProcessStatus {
  private let lines: [Substring]

  /// Reads it.
  ///
  /// - Parameter directory: `/proc/PID`, or `/proc/self`.
  /// - Throws: ``SystemCallError``; `ENOENT` and `ESRCH` for a process that has ended.
  init(in directory: String) throws(SystemCallError) {
    lines = try ProcessText.read("\(directory)/status").split(separator: "\n")
  }

  /// The user id that the process acts as: the second, the effective one, of four.
  var user: UInt32? { number("Uid:", at: 1).flatMap { UInt32(exactly: $0) } }

  /// How much of its memory is locked, in bytes.
  var lockedBytes: Int? { number("VmLck:", at: 0).map { $0 * 1024 } }

  private func number(_ label: String, at place: Int) -> Int? {
    guard let line = lines.first(where: { $0.hasPrefix(label) }) else { return nil }
    let words = line.dropFirst(label.utf8.count).split { $0 == "\t" || $0 == " " }
    return place < words.count ? Int(words[place]) : nil
  }
}

/// Small files of `/proc`.
enum ProcessText {
  /// All of a file; what is not UTF-8 is replaced.
  ///
  /// - Throws: ``SystemCallError``.
  static func readWhole(_ path: String) throws(SystemCallError) -> String {
    let file = try OwnedFile(opening: path)
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      var span = piece.mutableSpan
      let count = try file.read(into: &span, at: bytes.count)
      bytes += piece.prefix(count)
      if count < piece.count { return String(decoding: bytes, as: UTF8.self) }
    }
  }

  /// The first 4096 bytes of a file; what is not UTF-8 is replaced.
  ///
  /// - Throws: ``SystemCallError``.
  static func read(_ path: String) throws(SystemCallError) -> String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let file = try OwnedFile(opening: path)
    var span = bytes.mutableSpan
    let count = try file.read(into: &span, at: 0)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
