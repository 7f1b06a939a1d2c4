import ArgumentParser
import NPYShare

/// Where names live.
struct RootOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The directory in which plain names live.",
      discussion: "Default: $NPYSHARE_ROOT, or /dev/shm.", valueName: "directory"),
    completion: .directory, transform: Self.directory)
  var root: String?

  private static func directory(_ text: String) throws -> String {
    if text.isEmpty { throw ValidationError("--root needs a directory; it is empty.") }
    return text
  }

  /// The root that was asked for.
  var arrayRoot: ArrayRoot { root.map { ArrayRoot(path: $0) } ?? .standard }

  /// Reads a location under that root.
  func location(_ text: String) throws -> ArrayLocation {
    try ArrayLocation(text, root: arrayRoot)
  }
}

/// How results are printed.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print JSON.")
  var json = false
}

/// The mode of a file that is made.
struct ModeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The mode of the new file, in octal.", valueName: "mode"),
    transform: Self.permissions)
  var mode: UInt32 = 0o600

  static func permissions(_ text: String) throws -> UInt32 {
    guard let bits = UInt32(text, radix: 8), bits <= 0o777 else {
      throw ValidationError("'\(text)' is not a mode; write octal permissions such as 0640.")
    }
    return bits
  }
}
