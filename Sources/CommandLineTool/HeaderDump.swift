import NPYShare

/// A header's bytes, sixteen a line, region by region, each with its meaning.
enum HeaderDump {
  /// The dump of a file's header, or why there is none.
  static func text(of path: String) -> String {
    do throws(ArrayStoreError) {
      let header = try ArrayInspection.annotatedHeader(of: path)
      return header.regions.map { region in
        lines(of: header.bytes, region)
      }.joined(separator: "\n")
    } catch {
      return "  \(error)"
    }
  }

  private static func lines(of bytes: [UInt8], _ region: HeaderAnnotation) -> String {
    var lines: [String] = []
    var start = region.range.lowerBound
    while start < region.range.upperBound {
      let end = min(start + 16, region.range.upperBound)
      let slice = bytes[start..<end]
      let digits = slice.map { hexadecimal($0, digits: 2) }.joined(separator: " ")
      let meaning = start == region.range.lowerBound ? "\(region.label): \(region.text)" : ""
      var line = "  " + hexadecimal(start, digits: 4) + "  " + digits
      line += String(repeating: " ", count: 47 - digits.count) + "  " + printable(slice)
      line += String(repeating: " ", count: 16 - slice.count) + "  " + meaning
      while line.last == " " { line.removeLast() }
      lines.append(line)
      // Sixteen blanks more of padding tell nothing.
      start = region.label == "padding" ? region.range.upperBound : end
    }
    return lines.joined(separator: "\n")
  }

  private static func hexadecimal(_ value: some BinaryInteger, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private static func printable(_ bytes: ArraySlice<UInt8>) -> String {
    String(
      decoding: bytes.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
  }
}
