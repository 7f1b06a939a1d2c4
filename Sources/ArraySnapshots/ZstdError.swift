/// What libzstd says of bytes that it could not make or read.
struct ZstdError: Error, Hashable, CustomStringConvertible {
  /// In zstd's words, for example `Restored data doesn't match checksum`.
  let description: String
}
