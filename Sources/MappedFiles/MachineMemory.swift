/// The memory of the machine.
enum MachineMemory {
  /// How much could be taken without ending other processes, swap included, in bytes; nil where the
  /// kernel does not say.
  ///
  /// Source: `MemAvailable` and `SwapFree` of proc_meminfo(5).
  static var availableBytes: Int? {
    var bytes = InlineArray<4096, UInt8>(repeating: 0)
    var span = bytes.mutableSpan
    guard let file = try? OwnedFile(opening: "/proc/meminfo"),
      let count = try? file.read(into: &span, at: 0),
      let memory = kibibytes(after: "MemAvailable:", in: bytes.span.extracting(0..<count))
    else { return nil }
    let swap = kibibytes(after: "SwapFree:", in: bytes.span.extracting(0..<count)) ?? 0
    return (memory + swap) * 1024
  }

  /// The number behind a label at the start of a line.
  private static func kibibytes(after label: StaticString, in text: Span<UInt8>) -> Int? {
    let label = Array(label.description.utf8)
    var lineStart = 0
    while lineStart + label.count <= text.count {
      if label.indices.allSatisfy({ text[lineStart + $0] == label[$0] }) {
        return number(in: text, from: lineStart + label.count)
      }
      while lineStart < text.count, text[lineStart] != UInt8(ascii: "\n") { lineStart += 1 }
      lineStart += 1
    }
    return nil
  }

  private static func number(in text: Span<UInt8>, from start: Int) -> Int? {
    var value: Int?
    for index in start..<text.count {
      let byte = text[index]
      if byte == UInt8(ascii: " "), value == nil { continue }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
      // No machine has so much memory that ten more digits of kibibytes overflow.
      value = (value ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
      if let value, value > 1 << 50 { return nil }
    }
    return value
  }
}
