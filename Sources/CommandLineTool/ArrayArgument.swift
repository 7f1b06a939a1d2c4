import ArgumentParser
import NPYShare

/// Reads what a person writes for a shape and for a dtype.
enum ArrayArgument {
  /// Comma-separated extents, also as Python writes a tuple; nothing at all is the shape of a single
  /// element.
  static func shape(_ text: String) throws -> [Int] {
    var list = Substring(text.filter { $0 != " " })
    if list.first == "(", list.last == ")" { list = list.dropFirst().dropLast() }
    if list.count > 1, list.last == "," { list = list.dropLast() }
    if list.isEmpty { return [] }
    return try list.split(separator: ",", omittingEmptySubsequences: false).map { extent in
      guard let value = Int(extent), value >= 0 else {
        throw ValidationError(
          "'\(text)' is not a shape; write extents such as 4,1080,1920, or '' for a single element."
        )
      }
      return value
    }
  }

  /// A way to draw.
  static func plotKind(_ text: String) throws -> PlotKind {
    guard let kind = PlotKind(rawValue: text) else {
      let known = PlotKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("'\(PrintableText(text))' is no kind of plot; there are \(known).")
    }
    return kind
  }

  /// What stands between the brackets of numpy's `a[...]`.
  static func indices(_ text: String) throws -> [AxisIndex] {
    do {
      return try AxisIndex.list(text)
    } catch {
      throw ValidationError("'\(text)' is not a slice: \(error)")
    }
  }

  /// A dtype in numpy's spelling.
  static func dtype(_ text: String) throws -> DType {
    do {
      return try DType(parsing: text)
    } catch {
      throw ValidationError("'\(text)' is not a dtype: \(error)")
    }
  }
}
