import MappedFiles

/// The memory of an array, for each of its states that fits it.
final class ArrayMapping: Sendable {
  let mapping: Mapping

  init(_ mapping: consuming Mapping) {
    self.mapping = mapping
  }

  /// Maps a file that grows: its first `bytes` bytes, and addresses for half as many more.
  ///
  /// Addresses behind the end of a file cost no memory, and lead to its bytes once it is longer, so
  /// that rows appended one by one are mapped now and then and not each time. A private copy, for
  /// which the kernel sets memory aside, and a process that has no such addresses do without.
  ///
  /// - Throws: `SystemCallError`.
  init(
    growing file: borrowing OwnedFile, bytes: Int, protection: Mapping.Protection
  ) throws(SystemCallError) {
    let (count, overflow) = bytes.addingReportingOverflow(max(bytes / 2, Self.leastSpareBytes))
    if protection != .privateCopy, !overflow,
      let mapping = try? Mapping(file, count: count, protection: protection)
    {
      self.mapping = mapping
    } else {
      mapping = try Mapping(file, count: bytes, protection: protection)
    }
  }

  private static let leastSpareBytes = 1 << 20
}
