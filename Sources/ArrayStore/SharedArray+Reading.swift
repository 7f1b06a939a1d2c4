public import ArrayViews
import MappedFiles

extension SharedArray {
  /// Lends the elements for reading, with a shared lease on them during the call.
  ///
  /// - Important: It keeps out those who take leases, and nobody else: see ``lease(_:rows:timeout:)``.
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
  /// - Complexity: two or three system calls on top of `body` when nobody is in the way.
  public func read<Element: ArrayElement, Result>(
    _ rows: Range<Int>? = nil, as type: Element.Type = Element.self, fields: [String] = [],
    timeout: Duration? = nil, _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result {
    let part = try part(rows)
    let strided = try part.strided.of(type, fields, location)
    let lease = try lease(.shared, part, timeout)
    return try lease.lend { part in
      try part.withBytes { try body(try ArrayView($0, strided)) }
    }
  }

  /// Lends the elements for reading if a shared lease on them can be had at once.
  ///
  /// - Returns: what `body` returns; nil, without calling it, when somebody holds an exclusive lease
  ///   that is in the way, or waits for one.
  /// - Throws: as the call `read`.
  public func tryRead<Element: ArrayElement, Result>(
    _ rows: Range<Int>? = nil, as type: Element.Type = Element.self, fields: [String] = [],
    _ body: (borrowing ArrayView<Element>) throws -> Result
  ) throws -> Result? {
    let part = try part(rows)
    let strided = try part.strided.of(type, fields, location)
    guard let lease = try tryLease(.shared, part) else { return nil }
    return try lease.lend { part in
      try part.withBytes { try body(try ArrayView($0, strided)) }
    }
  }

  /// Lends the elements for reading, whatever their dtype, with a shared lease during the call.
  ///
  /// - Important: It keeps out those who take leases, and nobody else: see ``lease(_:rows:timeout:)``.
  /// - Throws: ``ArrayStoreError`` as ``lease(_:rows:timeout:)``; what `body` throws.
  public func readElements<Result>(
    _ rows: Range<Int>? = nil, timeout: Duration? = nil,
    _ body: (borrowing DynamicArrayView) throws -> Result
  ) throws -> Result {
    let part = try part(rows)
    let lease = try lease(.shared, part, timeout)
    return try lease.lend { part in
      try part.withBytes { try body(try DynamicArrayView($0, part.strided)) }
    }
  }

  /// Lends the elements' bytes for reading, with a shared lease during the call.
  ///
  /// - Important: It keeps out those who take leases, and nobody else: see ``lease(_:rows:timeout:)``.
  /// - Throws: ``ArrayStoreError`` as ``lease(_:rows:timeout:)``; what `body` throws.
  public func readBytes<Result>(
    _ rows: Range<Int>? = nil, timeout: Duration? = nil,
    _ body: (Span<UInt8>) throws -> Result
  ) throws -> Result {
    let part = try part(rows)
    let lease = try lease(.shared, part, timeout)
    return try lease.lend { try $0.withBytes(body) }
  }

  /// Lends the elements for reading, with a shared lease on them, which a task waits for without
  /// blocking a thread.
  ///
  /// It looks again and again, after a millisecond at the latest.
  ///
  /// - Throws: as the call that is not `async`, but for `.leaseHeldByThisThread`;
  ///   `CancellationError` when the task is cancelled before it has the lease.
  public nonisolated(nonsending) func read<Element: ArrayElement, Result>(
    _ rows: Range<Int>? = nil, as type: Element.Type = Element.self, fields: [String] = [],
    timeout: Duration? = nil, _ body: (borrowing ArrayView<Element>) throws -> Result
  ) async throws -> Result {
    let part = try part(rows)
    let strided = try part.strided.of(type, fields, location)
    let lease = try await leaseAsTask(.shared, part, timeout)
    lease.adopt()
    return try lease.lend { part in
      try part.withBytes { try body(try ArrayView($0, strided)) }
    }
  }
}
