import MappedFiles
import Synchronization

/// Headers that the messages of a handle have had on one side.
///
/// Whoever looks at the last one neither locks nor counts references: those that it may be stay as
/// long as the handle. So there are not many of them. Beyond them only the newest is known, which
/// takes a lock.
@safe
final class KnownHeaders: @unchecked Sendable {
  // Sendable: the address is that of a header that stays.
  private static let most = 16

  private struct Kept {
    var lasting: [KnownHeader] = []
    var newest: KnownHeader?
  }

  private let latest = Atomic<UInt>(0)
  private let kept = Guarded(Kept())

  /// The lasting header that was last asked for, as long as the handle is there.
  @inline(__always)
  var last: Unmanaged<KnownHeader>? {
    // Acquiring: pairs with the storing of who made it.
    guard let address = unsafe UnsafeRawPointer(bitPattern: latest.load(ordering: .acquiring))
    else { return nil }
    return unsafe Unmanaged.fromOpaque(address)
  }

  /// A known header that is as somebody wants it: the last one if that is.
  func header(where isWanted: (KnownHeader) -> Bool) -> KnownHeader? {
    if let last = unsafe last?._withUnsafeGuaranteedRef({ isWanted($0) ? $0 : nil }) { return last }
    return kept.withLock { kept in
      if let found = kept.lasting.first(where: isWanted) {
        remember(found)
        return found
      }
      return kept.newest.flatMap { isWanted($0) ? $0 : nil }
    }
  }

  /// Makes a header known.
  ///
  /// - Returns: the one that is known already, if it is the same.
  func keep(_ header: KnownHeader) -> KnownHeader {
    kept.withLock { kept in
      let same = kept.lasting.first { $0.bytes == header.bytes }
      if same == nil, kept.lasting.count == Self.most {
        kept.newest = header
        return header
      }
      let lasting = same ?? header
      if same == nil { kept.lasting.append(lasting) }
      remember(lasting)
      return lasting
    }
  }

  private func remember(_ lasting: KnownHeader) {
    let address = unsafe Unmanaged.passUnretained(lasting).toOpaque()
    // Releasing: pairs with the acquiring load above.
    latest.store(UInt(bitPattern: address), ordering: .releasing)
  }
}
