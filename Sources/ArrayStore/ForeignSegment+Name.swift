extension ForeignSegment {
  /// What a name says of who made a segment.
  struct Name {
    let kind: Kind
    /// The process id that is part of it.
    var creator: Int32?
    /// Whether it is exactly one that a program makes up for what goes with its processes.
    var isTemporary = false

    /// Reads the name of a file; nil for one that says nothing.
    init?(file name: String) {
      let parts = name.split(separator: "_", omittingEmptySubsequences: false)
      if let rest = name.rest(after: "psm_") {
        kind = .cpythonSharedMemory
        // Eight digits are CPython's; its backport to Python 3.7 makes ten.
        isTemporary = [8, 10].contains(rest.utf8.count) && rest.utf8.allSatisfy(\.isHexadecimal)
      } else if let rest = name.rest(after: "pym-") {
        kind = .multiprocessingHeap
        creator = rest.leadingNumber(before: "-")
        isTemporary = creator != nil
      } else if parts.first == "torch", parts.count > 1 {
        kind = .torch
        creator = parts[1].processID
        isTemporary =
          creator != nil && (3...4).contains(parts.count)
          && parts.dropFirst(2).allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isDecimal) }
      } else if let rest = name.rest(after: "sem.") {
        kind = .semaphore
        creator = rest.rest(after: "loky-")?.leadingNumber(before: "-")
        isTemporary = creator != nil || rest.rest(after: "mp-")?.utf8.count == 8
      } else if name.hasPrefix("iox2_") {
        kind = .iceoryx2
      } else {
        return nil
      }
    }

    /// Reads the name of a directory; nil for one that says nothing.
    init?(directory name: String) {
      if let rest = name.rest(after: "joblib_memmapping_folder_") {
        kind = .joblibFolder
        creator = rest.leadingNumber(before: "_")
      } else if name.hasPrefix("pymp-") {
        kind = .multiprocessingFolder
      } else {
        return nil
      }
    }
  }
}

extension StringProtocol {
  fileprivate func rest(after prefix: String) -> SubSequence? {
    hasPrefix(prefix) ? dropFirst(prefix.count) : nil
  }

  /// The process id up to a separator, which has to be there.
  fileprivate func leadingNumber(before separator: Character) -> Int32? {
    firstIndex(of: separator).flatMap { self[..<$0].processID }
  }

  /// The text as a process id: digits and nothing else.
  fileprivate var processID: Int32? {
    guard utf8.allSatisfy(\.isDecimal), let number = Int32(self), number > 0 else { return nil }
    return number
  }
}

extension UInt8 {
  fileprivate var isDecimal: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }

  fileprivate var isHexadecimal: Bool {
    isDecimal || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
  }
}
