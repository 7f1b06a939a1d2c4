public import ArrayStore
public import ArrayViews
import MappedFiles
public import NPYFormat

extension ArrayQueue {
  /// Fills a message in place and sends it; a task waits for its turn without blocking a thread.
  ///
  /// It looks again and again, after a millisecond at the latest.
  ///
  /// - Throws: as the call that is not `async`; `CancellationError` when the task is cancelled before
  ///   the message is sent, which it is not then.
  public nonisolated(nonsending) func send<Element: ArrayElement>(
    shape: [Int], of type: Element.Type = Element.self, waitingUpTo timeout: Duration? = nil,
    _ fill: (inout MutableArrayView<Element>) throws -> Void
  ) async throws {
    try await deliver(shape, Element.dtype, false, timeout) { bytes, layout in
      var view = try MutableArrayView<Element>(bytes, layout)
      try fill(&view)
    }
  }

  /// The same with a dtype that is known only at run time.
  ///
  /// - Throws: as the call that is not `async`; `CancellationError`.
  public nonisolated(nonsending) func send(
    shape: [Int], dtype: DType, isFortranOrder: Bool = false,
    waitingUpTo timeout: Duration? = nil, _ fill: (consuming MutableSpan<UInt8>) throws -> Void
  ) async throws {
    try await deliver(shape, dtype, isFortranOrder, timeout) { bytes, _ in try fill(bytes) }
  }

  /// Hands an array over; a task waits for its turn without blocking a thread.
  ///
  /// - Throws: as the call that is not `async`; `CancellationError` when the task is cancelled before
  ///   the array is the queue's, which is still whose it was then.
  public nonisolated(nonsending) func put(
    _ array: SharedArray, waitingUpTo timeout: Duration? = nil
  ) async throws {
    try Task.checkCancellation()
    try prepareToPut(array)
    var pause = TaskPause(upTo: timeout)
    let number = try await loan(&pause, timeout)
    do {
      let sending = try begin(array, number)
      do {
        try await commit(number, &pause, timeout, sending)
      } catch {
        takeBack(array, sending)
        throw error
      }
      sending?.scope.endIfDue()
    } catch {
      dropLoan(number)
      throw error
    }
  }

  private nonisolated(nonsending) func deliver(
    _ shape: [Int], _ dtype: DType, _ isFortranOrder: Bool, _ timeout: Duration?,
    _ fill: (consuming MutableSpan<UInt8>, StridedLayout) throws -> Void
  ) async throws {
    try Task.checkCancellation()
    let header = try prepareToSend(shape, dtype, isFortranOrder)
    var pause = TaskPause(upTo: timeout)
    let number = try await loan(&pause, timeout)
    do {
      try write(header, number, fill)
      try await commit(number, &pause, timeout, nil)
    } catch {
      dropLoan(number)
      throw error
    }
  }

  private nonisolated(nonsending) func loan(
    _ pause: inout TaskPause, _ timeout: Duration?
  ) async throws -> Int {
    while true {
      if let number = try loan(.immediate) { return number }
      if try await !pause.sleep() { throw timedOut(.producer, timeout) }
    }
  }

  private nonisolated(nonsending) func commit(
    _ number: Int, _ pause: inout TaskPause, _ timeout: Duration?, _ sending: Ownership?
  ) async throws {
    while true {
      do {
        return try commit(number, .immediate, sending)
      } catch ArrayQueueError.timedOut {
        // Another sender is in the middle.
        if try await !pause.sleep() { throw timedOut(.producer, timeout) }
      }
    }
  }

  func timedOut(_ role: Role, _ timeout: Duration?) -> ArrayQueueError {
    .timedOut(location, role, after: timeout ?? .zero)
  }
}
