/// Where an array is: a name under the root, or a file.
///
/// `NAME` and `shm:NAME` are `/dev/shm/NAME` (or the name under another ``ArrayRoot``). Anything
/// with a slash, and `file:PATH`, is a file. `shm://NAME` and `file://PATH` are the same.
/// The same text works in Swift, on the command line and in Python.
public struct ArrayLocation: Hashable, Sendable, CustomStringConvertible {
  /// What holds the array.
  public enum Backing: Sendable {
    /// A name under the root: shared memory.
    case shm
    /// A file elsewhere.
    case file
  }

  /// What holds the array.
  public let backing: Backing
  /// The directory that the array's name is in.
  public let directory: String
  /// The last component of the array's path.
  public let name: String

  /// The path to open.
  public let path: String

  /// The name of an array under the root, the path of a file.
  public var description: String {
    backing == .shm ? name : path
  }

  /// Reads a location as a person writes it.
  ///
  /// - Parameters:
  ///   - text: `NAME`, `shm:NAME`, `shm://NAME`, a path with a slash in it, `file:PATH` or
  ///     `file://PATH`.
  ///   - root: where names live.
  /// - Throws: ``ArrayStoreError`` `.invalidLocation`, when a name is not 1 to 255 bytes of UTF-8
  ///   without a slash, a NUL or a leading dot, or a path does not end in a file name.
  public init(_ text: String, root: ArrayRoot = .standard) throws(ArrayStoreError) {
    // Most are plain names, and attaching one takes a few microseconds: bytes, not characters.
    let (hasColon, hasSlash, _) = Self.marks(in: text)
    if hasColon, let name = Self.rest(of: text, after: "shm:") {
      try self.init(name: name, text: text, root: root)
    } else if hasColon, let path = Self.rest(of: text, after: "file:") {
      try self.init(path: path, text: text)
    } else if hasSlash {
      try self.init(path: text, text: text)
    } else {
      try self.init(name: text, text: text, root: root)
    }
  }

  /// The array in a file.
  ///
  /// - Throws: ``ArrayStoreError`` `.invalidLocation`, when the path does not end in a file name.
  public init(file path: String) throws(ArrayStoreError) {
    try self.init(path: path, text: path)
  }

  /// A name made by chance: `npy-` and sixteen hexadecimal digits.
  ///
  /// - Parameter root: where names live.
  public init(generatedIn root: ArrayRoot) {
    backing = .shm
    directory = root.path
    name = "npy-\(ScopeIdentifier())"
    path = Self.path(directory, name)
  }

  private init(name: String, text: String, root: ArrayRoot) throws(ArrayStoreError) {
    if let reason = Self.objection(to: name) {
      throw .invalidLocation(text, reason: reason)
    }
    backing = .shm
    directory = root.path
    self.name = name
    path = Self.path(directory, name)
  }

  private init(path: String, text: String) throws(ArrayStoreError) {
    let lastSlash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = lastSlash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    let objection: String? =
      switch name {
      case "": "a file needs a name after the last slash"
      case ".", "..": "'\(name)' is a directory"
      default:
        name.utf8.count > 255
          ? "its last component has \(name.utf8.count) bytes; 255 is the most"
          : path.utf8.contains(0) ? "it contains a NUL byte" : nil
      }
    if let objection { throw .invalidLocation(text, reason: objection) }
    backing = .file
    directory =
      switch lastSlash {
      case nil: "."
      case path.startIndex: "/"
      case let slash?: String(path[..<slash])
      }
    self.name = name
    self.path = Self.path(directory, name)
  }

  private static func path(_ directory: String, _ name: String) -> String {
    if directory == "/" { return "/\(name)" }
    var path = ""
    path.reserveCapacity(directory.utf8.count + name.utf8.count + 1)
    path += directory
    path += "/"
    path += name
    return path
  }

  private static func marks(
    in text: String
  ) -> (hasColon: Bool, hasSlash: Bool, hasNUL: Bool) {
    var (hasColon, hasSlash, hasNUL) = (false, false, false)
    let bytes = text.utf8.span
    for index in bytes.indices {
      switch bytes[index] {
      case UInt8(ascii: ":"): hasColon = true
      case UInt8(ascii: "/"): hasSlash = true
      case 0: hasNUL = true
      default: continue
      }
    }
    return (hasColon, hasSlash, hasNUL)
  }

  private static func rest(of text: String, after scheme: String) -> String? {
    guard text.hasPrefix(scheme) else { return nil }
    let rest = text.dropFirst(scheme.count)
    return String(rest.hasPrefix("//") ? rest.dropFirst(2) : rest)
  }

  static func objection(to name: String) -> String? {
    let bytes = name.utf8
    if bytes.isEmpty { return "a name has at least one byte" }
    if bytes.count > 255 { return "the name has \(bytes.count) bytes; 255 is the most" }
    let (_, hasSlash, hasNUL) = marks(in: name)
    if hasSlash { return "a name has no slash; to mean a file, write file:PATH" }
    if hasNUL { return "a name has no NUL byte" }
    if bytes.first == UInt8(ascii: ".") { return "a name does not begin with a dot" }
    return nil
  }
}

extension ArrayLocation: ExpressibleByStringLiteral {
  /// A location that stands in the program's text.
  ///
  /// - Precondition: the text is a valid location. Check text from elsewhere with
  ///   ``init(_:root:)``.
  public init(stringLiteral text: String) {
    do throws(ArrayStoreError) {
      try self.init(text, root: .standard)
    } catch {
      preconditionFailure(error.description)
    }
  }
}
