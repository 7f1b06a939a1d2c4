/// How far a new header is padded, which decides where the elements start.
public enum HeaderPadding: Hashable, Sendable {
  /// To a multiple of 64 bytes, as numpy does since 1.14.
  case numpy
  /// To exactly 4096 bytes, so that the elements start on a page.
  ///
  /// numpy reads it. Some readers in other languages stop at 266 bytes.
  case page

  /// The size of a page-padded header in bytes.
  static let pageBytes = 4096
}
