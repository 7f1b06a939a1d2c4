import Synchronization

extension Mapping {
  /// Touches every page that holds a part of a range, as a program that uses it would.
  ///
  /// For storing, a byte of each page is replaced by itself in one step, so that a store of another
  /// process between the load and the store is not undone. An `or` with 0 would not do: the
  /// compiler may make a load of it, which leaves the page without a store.
  func touch(_ range: Range<Int>, for purpose: Purpose) {
    let pages = pages(of: range)
    guard let base = unsafe base, !range.isEmpty else { return }
    for offset in stride(from: pages.lowerBound, to: pages.upperBound, by: Self.pageBytes) {
      let byte = unsafe (base + offset).assumingMemoryBound(to: Atomic<UInt8>.self)
      var value = unsafe byte.pointee.load(ordering: .relaxed)
      var isDone = purpose == .reading
      while !isDone {
        (isDone, value) = unsafe byte.pointee.compareExchange(
          expected: value, desired: value, ordering: .relaxed)
      }
    }
  }
}
