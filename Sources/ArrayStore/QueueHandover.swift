package import QueueLayout

/// A payload of a queue by which an array is handed over, and the tag of who is at work there.
package struct QueueHandover: Hashable, Sendable {
  let queue: QueueIdentifier
  let payload: Int
  let tag: OwnerTag

  package init(queue: QueueIdentifier, payload: Int, tag: OwnerTag) {
    self.queue = queue
    self.payload = payload
    self.tag = tag
  }
}
