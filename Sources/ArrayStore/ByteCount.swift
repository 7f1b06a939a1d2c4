/// A number of bytes, as a person reads it.
public struct ByteCount: Hashable, Sendable, CustomStringConvertible {
  /// The number itself.
  public let bytes: Int

  /// Wraps a number of bytes.
  public init(_ bytes: Int) {
    self.bytes = bytes
  }

  /// In binary units with at most one decimal: `640 bytes`, `1.2 GiB`, `64 MiB`.
  public var description: String {
    guard bytes >= 1024 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var unit = 0
    var size = 1024
    while unit < units.count - 1, bytes / size >= 1024 {
      size <<= 10
      unit += 1
    }
    var whole = bytes / size
    var tenths = (bytes % size / (size / 1024) * 10 + 512) / 1024
    if tenths == 10 {
      whole += 1
      tenths = 0
    }
    return tenths == 0 || whole >= 100
      ? "\(whole) \(units[unit])" : "\(whole).\(tenths) \(units[unit])"
  }
}
