import MappedFiles

/// The checksums of zeros, each computed once for as many as there are.
final class ZeroChecksums: Sendable {
  /// More are forgotten: a file may hold frames of any sizes.
  private static let maximumCount = 1024

  private let checksums = Guarded<[Int: UInt32]>([:])

  /// That of so many zeros.
  ///
  /// - Complexity: O(1) when it is known, otherwise O(count), 20 gigabytes a second.
  func checksum(of count: Int) -> UInt32 {
    if let known = checksums.withLock({ $0[count] }) { return known }
    let checksum = ContentChecksum.ofZeros(count)
    checksums.withLock { checksums in
      if checksums.count == Self.maximumCount { checksums.removeAll() }
      checksums[count] = checksum
    }
    return checksum
  }

  /// So many zeros as frames of at most the limit, and what a seek table says of them.
  func frames(of count: Int, upTo limit: Int) -> (bytes: [UInt8], entries: [SeekTable.Entry]) {
    var bytes: [UInt8] = []
    var entries: [SeekTable.Entry] = []
    for start in stride(from: 0, to: count, by: limit) {
      let contentBytes = min(limit, count - start)
      let checksum = checksum(of: contentBytes)
      let frame = ZeroFrame.encoded(contentBytes: contentBytes, checksum: checksum)
      bytes += frame
      entries.append(
        SeekTable.Entry(bytes: frame.count, contentBytes: contentBytes, checksum: checksum))
    }
    return (bytes, entries)
  }
}
