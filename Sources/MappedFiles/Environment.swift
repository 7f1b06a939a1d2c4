import Glibc

/// The variables that the process was started with.
public enum Environment {
  /// The value of a variable; nil when it is not set, is empty or is not UTF-8.
  ///
  /// The corresponding C function is `getenv`.
  public static func value(of name: String) -> String? {
    guard let text = unsafe getenv(name), unsafe text.pointee != 0 else { return nil }
    return unsafe String(validatingCString: text)
  }
}
