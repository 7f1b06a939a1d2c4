import MappedFiles
import Synchronization

/// The headers that the messages of a handle have had on one side, and the last of them.
///
/// Whoever looks at the last one neither locks nor counts references: those that are kept here stay
/// as long as the handle. So there are not many of them; a message of yet another layout has its
/// header made, or read, anew.
@safe
final class KnownHeaders: @unchecked Sendable {
  // Sendable: the address is that of a header that stays.
  private static let most = 256

  private let latest = Atomic<UInt>(0)
  private let kept = Guarded<[KnownHeader]>([])

  /// The header of the last message, as long as the handle is there.
  @inline(__always)
  var last: Unmanaged<KnownHeader>? {
    // Acquiring: pairs with the storing of who made it.
    guard let address = unsafe UnsafeRawPointer(bitPattern: latest.load(ordering: .acquiring))
    else { return nil }
    return unsafe Unmanaged.fromOpaque(address)
  }

  /// The last header that is as somebody wants it; it becomes the last one.
  func header(where isWanted: (KnownHeader) -> Bool) -> KnownHeader? {
    if let last = unsafe last?._withUnsafeGuaranteedRef({ isWanted($0) ? $0 : nil }) { return last }
    guard let found = kept.withLock({ $0.first(where: isWanted) }) else { return nil }
    remember(found)
    return found
  }

  /// Keeps a header, if there is room.
  func keep(_ header: KnownHeader) {
    let isKept = kept.withLock { kept in
      if kept.count == Self.most { return false }
      kept.append(header)
      return true
    }
    if isKept { remember(header) }
  }

  private func remember(_ header: KnownHeader) {
    let address = unsafe Unmanaged.passUnretained(header).toOpaque()
    // Releasing: pairs with the acquiring load above.
    latest.store(UInt(bitPattern: address), ordering: .releasing)
  }
}
