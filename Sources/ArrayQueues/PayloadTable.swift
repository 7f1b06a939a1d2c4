import MappedFiles
import Synchronization

/// The payloads that this process has mapped so far, by their numbers.
@safe
final class PayloadTable: @unchecked Sendable {
  // Sendable: a place is only ever filled, atomically.
  private let places: UnsafeMutablePointer<AtomicLazyReference<Payload>>
  private let geometry: QueueGeometry
  private let directory: String

  init(_ geometry: QueueGeometry, in directory: String) {
    self.geometry = geometry
    self.directory = directory
    unsafe places = .allocate(capacity: geometry.payloadCount)
    for index in 0..<geometry.payloadCount {
      unsafe (places + index).initialize(to: AtomicLazyReference<Payload>())
    }
  }

  deinit {
    unsafe places.deinitialize(count: geometry.payloadCount)
    unsafe places.deallocate()
  }

  /// A payload, mapped when it is first used.
  ///
  /// - Throws: `SystemCallError`; ``PayloadProblem``.
  func payload(_ index: Int) throws -> Payload {
    if let payload = unsafe places[index].load() { return payload }
    let payload = try Payload(
      opening: QueueDirectory.payload(index, in: directory), geometry)
    return unsafe places[index].storeIfNil(payload)
  }
}
