/// How far a long copy has come.
public struct CopyProgress: Sendable {
  /// Bytes of elements copied so far.
  public let doneBytes: Int
  /// Bytes of elements to copy.
  public let totalBytes: Int

  /// Makes it of both.
  public init(doneBytes: Int, totalBytes: Int) {
    self.doneBytes = doneBytes
    self.totalBytes = totalBytes
  }
}
