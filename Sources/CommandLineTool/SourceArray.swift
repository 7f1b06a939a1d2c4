import NPYShare

/// An array that a command only reads: a name, or any file.
enum SourceArray {
  /// Attaches what a word means; says so when it could mean a file, too.
  static func attach(_ text: String, in root: ArrayRoot) throws -> SharedArray {
    let target = try InspectionTarget(text, root: root)
    if let other = target.alternative {
      StandardError.print(
        "npyshare: '\(PrintableText(text))' is both \(target.path) and the file ./\(other); this is the former"
      )
    }
    return try SharedArray.attach(target)
  }
}
