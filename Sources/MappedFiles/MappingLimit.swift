/// How many mappings a process may have (`vm.max_map_count`).
///
/// A process that is at it can get no memory for anything else either.
public struct MappingLimit: Hashable, Sendable {
  /// How many this process has.
  public let used: Int
  /// How many it may have; 65,530 unless somebody changed it.
  public let limit: Int

  /// Counts this process's mappings; nil where `/proc` does not say.
  ///
  /// - Complexity: O(mappings).
  public static var current: MappingLimit? {
    guard let text = try? ProcessText.read("/proc/sys/vm/max_map_count"),
      let limit = Int(text.prefix { $0.isNumber }),
      let maps = try? OwnedFile(opening: "/proc/self/maps")
    else { return nil }
    // On the stack: there may be no memory to be had.
    var buffer = InlineArray<4096, UInt8>(repeating: 0)
    var used = 0
    var offset = 0
    while true {
      var span = buffer.mutableSpan
      guard let count = try? maps.read(into: &span, at: offset) else { return nil }
      for index in 0..<count where buffer[index] == UInt8(ascii: "\n") { used += 1 }
      offset += count
      if count < buffer.count { return MappingLimit(used: used, limit: limit) }
    }
  }
}
