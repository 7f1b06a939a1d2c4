extension Mapping {
  /// Where the bytes are; they stay there as long as the mapping lives.
  ///
  /// For atomics, and for comparing: everything else is lent.
  ///
  /// - Precondition: the mapping is writable and not empty.
  package var address: UnsafeMutableRawPointer {
    var bytes = mutableElements(of: UInt8.self, at: 0, count: count)
    let start = unsafe bytes.withUnsafeMutableBytes { $0.baseAddress }
    guard let start = unsafe start else { fatalError("the address of a mapping of no bytes") }
    return unsafe start
  }
}
