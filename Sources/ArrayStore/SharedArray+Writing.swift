public import ArrayViews
import MappedFiles

extension SharedArray {
  /// Lends the elements for reading and storing, with an exclusive lease on them during the call.
  ///
  /// - Important: It keeps out those who take leases, and nobody else: see ``lease(_:rows:timeout:)``.
  ///   What `body` has stored before it throws, or its process ends, stays.
  /// - Parameters:
  ///   - rows: a range of the outermost axis: the first one in C order, the last one in Fortran
  ///     order. The view shows just these. The whole array for nil.
  ///   - type: the Swift type of the elements.
  ///   - fields: of structured elements the name of a field, of a field in it, and so on.
  ///   - timeout: how long to wait for the lease; without end for nil.
  ///   - body: what to do with the view, which is there only during the call.
  /// - Returns: what `body` returns.
  /// - Throws: ``ArrayStoreError`` as ``lease(_:rows:timeout:)``, `.elementMismatch`,
  ///   `.notViewable`; what `body` throws.
  /// - Complexity: two system calls on top of `body` when nobody is in the way.
  public func write<Element: ArrayElement, Result>(
    _ rows: Range<Int>? = nil, as type: Element.Type = Element.self, fields: [String] = [],
    timeout: Duration? = nil, _ body: (inout MutableArrayView<Element>) throws -> Result
  ) throws -> Result {
    let part = try part(rows)
    let strided = try part.strided.of(type, fields, location)
    let lease = try lease(.exclusive, part, timeout)
    return try lease.lend { try $0.withMutableView(strided, body) }
  }

  /// Lends the elements for reading and storing if an exclusive lease on them can be had at once.
  ///
  /// - Returns: what `body` returns; nil, without calling it, when somebody holds a lease that is in
  ///   the way, or waits for one.
  /// - Throws: as the call `write`.
  public func tryWrite<Element: ArrayElement, Result>(
    _ rows: Range<Int>? = nil, as type: Element.Type = Element.self, fields: [String] = [],
    _ body: (inout MutableArrayView<Element>) throws -> Result
  ) throws -> Result? {
    let part = try part(rows)
    let strided = try part.strided.of(type, fields, location)
    guard let lease = try tryLease(.exclusive, part) else { return nil }
    return try lease.lend { try $0.withMutableView(strided, body) }
  }

  /// Lends the elements for reading and storing, whatever their dtype, with an exclusive lease
  /// during the call.
  ///
  /// - Important: As for `write`.
  /// - Throws: ``ArrayStoreError`` as ``lease(_:rows:timeout:)``; what `body` throws.
  public func writeElements<Result>(
    _ rows: Range<Int>? = nil, timeout: Duration? = nil,
    _ body: (inout MutableDynamicArrayView) throws -> Result
  ) throws -> Result {
    let part = try part(rows)
    let lease = try lease(.exclusive, part, timeout)
    return try lease.lend { part in
      try part.withMutableBytes { bytes in
        var view = try MutableDynamicArrayView(bytes, part.strided)
        return try body(&view)
      }
    }
  }

  /// Lends the elements' bytes for reading and storing, with an exclusive lease during the call.
  ///
  /// - Important: As for `write`.
  /// - Throws: ``ArrayStoreError`` as ``lease(_:rows:timeout:)``; what `body` throws.
  public func writeBytes<Result>(
    _ rows: Range<Int>? = nil, timeout: Duration? = nil,
    _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) throws -> Result {
    let part = try part(rows)
    let lease = try lease(.exclusive, part, timeout)
    return try lease.lend { try $0.withMutableBytes(body) }
  }

  /// Lends the elements for reading and storing, with an exclusive lease on them, which a task waits
  /// for without blocking a thread.
  ///
  /// It looks again and again, after a millisecond at the latest.
  ///
  /// - Throws: as the call that is not `async`, but for `.leaseHeldByThisThread`;
  ///   `CancellationError` when the task is cancelled before it has the lease.
  public nonisolated(nonsending) func write<Element: ArrayElement, Result>(
    _ rows: Range<Int>? = nil, as type: Element.Type = Element.self, fields: [String] = [],
    timeout: Duration? = nil, _ body: (inout MutableArrayView<Element>) throws -> Result
  ) async throws -> Result {
    let part = try part(rows)
    let strided = try part.strided.of(type, fields, location)
    let lease = try await leaseAsTask(.exclusive, part, timeout)
    lease.adopt()
    return try lease.lend { try $0.withMutableView(strided, body) }
  }
}

extension ArrayPart {
  fileprivate func withMutableView<Element: ArrayElement, Result>(
    _ strided: StridedLayout, _ body: (inout MutableArrayView<Element>) throws -> Result
  ) throws -> Result {
    try withMutableBytes { bytes in
      var view = try MutableArrayView<Element>(bytes, strided)
      return try body(&view)
    }
  }
}
