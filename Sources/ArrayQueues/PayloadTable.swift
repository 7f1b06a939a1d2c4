import ArrayStore
import MappedFiles
import QueueLayout
import Synchronization

/// The payloads that this process has mapped so far, by their numbers.
@safe
final class PayloadTable: @unchecked Sendable {
  // Sendable: a place is only ever filled, atomically.
  /// The addresses of what keeps them mapped, each of them retained; 0 for those that are not mapped.
  private let places: UnsafeMutablePointer<Atomic<UInt>>
  private let geometry: QueueGeometry
  private let directory: String

  init(_ geometry: QueueGeometry, in directory: String) {
    self.geometry = geometry
    self.directory = directory
    unsafe places = .allocate(capacity: geometry.payloadCount)
    for index in 0..<geometry.payloadCount {
      unsafe (places + index).initialize(to: Atomic(0))
    }
  }

  deinit {
    for index in 0..<geometry.payloadCount {
      unsafe Self.mapped(places[index].load(ordering: .acquiring))?.release()
    }
    unsafe places.deinitialize(count: geometry.payloadCount)
    unsafe places.deallocate()
  }

  /// A payload, mapped when it is first used.
  ///
  /// - Throws: `SystemCallError`; ``PayloadProblem``.
  @inline(__always)
  func payload(_ index: Int) throws -> Payload {
    if let known = known(index) { return known }
    return try map(index)
  }

  /// A payload that is mapped already.
  @inline(__always)
  func known(_ index: Int) -> Payload? {
    // Acquiring: pairs with the exchange of who mapped it.
    guard let known = unsafe Self.mapped(places[index].load(ordering: .acquiring)) else {
      return nil
    }
    return unsafe known._withUnsafeGuaranteedRef { $0.payload }
  }

  /// A number that may have run beyond the last payload's.
  @inline(__always)
  func number(_ index: Int) -> Int { index % geometry.payloadCount }

  private func map(_ index: Int) throws -> Payload {
    let made = try MappedPayload(
      opening: QueueDirectory.payload(index, in: directory), geometry)
    let kept = unsafe Unmanaged.passRetained(made)
    let (isFirst, other) = unsafe places[index].compareExchange(
      expected: 0, desired: UInt(bitPattern: kept.toOpaque()), ordering: .acquiringAndReleasing)
    if isFirst { return made.payload }
    // Another thread was sooner.
    unsafe kept.release()
    guard let known = unsafe Self.mapped(other) else { fatalError("payload \(index) went") }
    return unsafe known._withUnsafeGuaranteedRef { $0.payload }
  }

  private static func mapped(_ address: UInt) -> Unmanaged<MappedPayload>? {
    guard let pointer = unsafe UnsafeRawPointer(bitPattern: address) else { return nil }
    return unsafe Unmanaged.fromOpaque(pointer)
  }
}
