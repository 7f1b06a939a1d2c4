public import Synchronization

/// Something that is made when it is first asked for, and made anew in a forked child.
///
/// A child gets a copy of its parent's memory as it was while other threads were at work in it: a
/// mutex may be locked for ever, a list may be half changed. What belongs to the parent is never
/// looked into there, only left behind.
@frozen
@safe
public struct PerProcess<Value: AnyObject & Sendable>: ~Copyable, @unchecked Sendable {
  // Sendable: a place is only ever filled, atomically, with something that is.
  // Inlinable, so that users get code for their own class; a plain pointer, since the standard
  // library's `AtomicLazyReference` is not.
  @usableFromInline let first = unsafe Atomic<UnsafeRawPointer?>(nil)

  /// Nothing is made yet.
  @inlinable
  public init() {
    ProcessForks.beginCounting()
  }

  deinit {
    unsafe Edition.release(first)
  }

  /// This process's value.
  ///
  /// - Parameter make: makes it. Of several that threads make at the same time one is kept.
  /// - Returns: the one that is kept.
  /// - Throws: what `make` throws; nothing is kept then.
  @inlinable
  public func value<Failure: Error>(
    _ make: () throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let generation = ProcessForks.generation
    var edition = try unsafe Edition.of(first, generation, make)
    while edition.generation != generation {
      edition = try unsafe Edition.of(edition.next, generation, make)
    }
    return edition.value
  }

  /// Works with this process's value if it is made already.
  ///
  /// References to the value are not counted, which takes as long as some uses of it.
  ///
  /// - Returns: what `body` returns; nil, without calling it, when there is no value.
  @inlinable
  @discardableResult
  public func withExisting<Result>(_ body: (Value) -> Result) -> Result? {
    let generation = ProcessForks.generation
    var place = unsafe first.load(ordering: .acquiring)
    while let found = unsafe place {
      // Nothing is let go of before this is.
      let result: Result? =
        unsafe Unmanaged<Edition>.fromOpaque(found)._withUnsafeGuaranteedRef { edition in
          if edition.generation == generation { return body(edition.value) }
          unsafe place = edition.next.load(ordering: .acquiring)
          return nil
        }
      if let result { return result }
    }
    return nil
  }

  /// The value of one process, and where its child's is found.
  @usableFromInline
  @safe final class Edition: @unchecked Sendable {
    @usableFromInline let value: Value
    @usableFromInline let generation: Int
    @usableFromInline let next = unsafe Atomic<UnsafeRawPointer?>(nil)

    @usableFromInline init(_ value: Value, _ generation: Int) {
      self.value = value
      self.generation = generation
    }

    deinit {
      unsafe Self.release(next)
    }

    /// What a place leads to, made if nothing is there.
    @inlinable
    static func of<Failure: Error>(
      _ place: borrowing Atomic<UnsafeRawPointer?>, _ generation: Int,
      _ make: () throws(Failure) -> Value
    ) throws(Failure) -> Edition {
      if let found = unsafe place.load(ordering: .acquiring) {
        return unsafe Unmanaged<Edition>.fromOpaque(found).takeUnretainedValue()
      }
      return unsafe store(Edition(try make(), generation), at: place)
    }

    /// Puts one where nothing is, or finds what another thread has put there.
    @usableFromInline
    static func store(
      _ edition: Edition, at place: borrowing Atomic<UnsafeRawPointer?>
    ) -> Edition {
      let new = unsafe Unmanaged.passRetained(edition)
      let (isStored, found) = unsafe place.compareExchange(
        expected: nil, desired: UnsafeRawPointer(new.toOpaque()),
        ordering: .acquiringAndReleasing)
      if isStored { return edition }
      unsafe new.release()
      guard let found = unsafe found else { return edition }
      return unsafe Unmanaged<Edition>.fromOpaque(found).takeUnretainedValue()
    }

    @usableFromInline
    static func release(_ place: borrowing Atomic<UnsafeRawPointer?>) {
      guard let held = unsafe place.load(ordering: .acquiring) else { return }
      unsafe Unmanaged<Edition>.fromOpaque(held).release()
    }
  }
}
