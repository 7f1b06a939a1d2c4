import Foundation

/// What the kernel says of this process's mappings of one file.
///
/// Source: proc_pid_smaps(5).
enum MappedMemory {
  /// The sum of a field over these mappings, in bytes: `Rss`, `Private_Dirty`, `Locked`.
  static func bytes(_ field: String, of path: String) throws -> Int {
    try lines(of: path).filter { $0.hasPrefix("\(field):") }.reduce(0) { sum, line in
      sum + (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }
  }

  /// The flags of all these mappings: `sr` and so on.
  static func flags(of path: String) throws -> Set<Substring> {
    Set(
      try lines(of: path).filter { $0.hasPrefix("VmFlags:") }.flatMap {
        $0.split(separator: " ").dropFirst()
      })
  }

  private static func lines(of path: String) throws -> [Substring] {
    var isOfPath = false
    // `String(contentsOfFile:)` takes the first piece of such a file for all of it.
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: "/proc/self/smaps"))
    let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").filter { line in
      // A mapping's own line begins with its addresses, its fields with a capital.
      if line.first?.isUppercase != true { isOfPath = line.hasSuffix(" \(path)") }
      return isOfPath
    }
  }
}
