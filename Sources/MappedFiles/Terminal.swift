import Glibc

/// The terminal that a descriptor leads to.
public enum Terminal {
  /// How many columns it has; nil where there is no terminal or it does not say.
  ///
  /// The corresponding C function is `ioctl` with `TIOCGWINSZ`.
  public static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
