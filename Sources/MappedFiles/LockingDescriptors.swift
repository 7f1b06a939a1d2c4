import CShims
import Glibc
import Synchronization

/// The descriptors of this process that hold locks, for the sake of forked children.
///
/// A plain pthread mutex keeps them from being opened or closed during a fork, so that the child
/// finds each of them listed, and none that is not there. It is one that `fork` may hold: the child
/// lets go of it. Nothing here allocates in a child.
@safe
struct LockingDescriptors: ~Copyable, @unchecked Sendable {
  // Sendable: everything below is read and written with the mutex held.

  /// Those of this process.
  static let current = LockingDescriptors()

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  /// The code of each descriptor, by its number.
  private let codes: UnsafeMutablePointer<UnsafeMutableBufferPointer<Int>>

  private init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe codes = .allocate(capacity: 1)
    unsafe codes.initialize(to: UnsafeMutableBufferPointer(start: nil, count: 0))
    // What the handlers use must not be made in the middle of a fork.
    _ = ProcessForks.counter.load(ordering: .relaxed)
    pthread_atfork(
      { LockingDescriptors.current.lock() }, { LockingDescriptors.current.unlock() },
      {
        LockingDescriptors.current.makeAnew()
        ProcessForks.didFork()
        LockingDescriptors.current.unlock()
      })
  }

  /// Does nothing: who asks for ``current`` has the handlers registered.
  @inline(__always)
  func register() {}

  /// Opens a descriptor; no fork happens between the opening and its entry in the list.
  func open(_ call: () -> Int32) -> Int32 {
    lock()
    defer { unlock() }
    let descriptor = call()
    if descriptor >= 0 { set(descriptor, .unlocked) }
    return descriptor
  }

  /// Says what is to become of a descriptor that is listed.
  func note(_ descriptor: Int32, _ inheritance: Inheritance) {
    lock()
    defer { unlock() }
    set(descriptor, inheritance)
  }

  /// Closes a descriptor that is listed.
  func close(_ descriptor: Int32) {
    lock()
    defer { unlock() }
    set(descriptor, nil)
    Glibc.close(descriptor)
  }

  /// Lets go of the marks of all arrays and queues in use.
  func unmark() {
    lock()
    defer { unlock() }
    let codes = unsafe codes.pointee
    for index in 0..<codes.count {
      guard let byte = Inheritance(code: unsafe codes[index])?.mark else { continue }
      _ = shim_fcntl_OFD_SETLK(
        Int32(truncatingIfNeeded: index), Int16(F_UNLCK), Int64(byte), 1)
    }
  }

  private func lock() {
    unsafe pthread_mutex_lock(mutex)
  }

  private func unlock() {
    let error = errno
    unsafe pthread_mutex_unlock(mutex)
    errno = error
  }

  private func set(_ descriptor: Int32, _ inheritance: Inheritance?) {
    let index = Int(descriptor)
    let old = unsafe codes.pointee
    if index >= old.count {
      let new = UnsafeMutableBufferPointer<Int>.allocate(
        capacity: max(64, index + 1, old.count * 2))
      unsafe new.initialize(repeating: Inheritance.noneCode)
      for known in 0..<old.count { unsafe new[known] = old[known] }
      unsafe old.deallocate()
      unsafe codes.pointee = new
    }
    unsafe codes.pointee[index] = inheritance?.code ?? Inheritance.noneCode
  }

  /// In a forked child: puts a descriptor of its own in the place of each that it shares with its
  /// parent.
  ///
  /// It calls only what a child of many threads may (signal-safety(7)).
  private func makeAnew() {
    let codes = unsafe codes.pointee
    for index in 0..<codes.count {
      guard let inheritance = Inheritance(code: unsafe codes[index]) else { continue }
      let descriptor = Int32(truncatingIfNeeded: index)
      if inheritance == .severed || !reopen(descriptor, inheritance) { sever(descriptor) }
    }
  }

  private func reopen(_ descriptor: Int32, _ inheritance: Inheritance) -> Bool {
    let flags = fcntl(descriptor, F_GETFL)
    guard flags != -1 else { return true }
    let new = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { path in
      guard let text = path.baseAddress else { return Int32(-1) }
      unsafe Self.write(descriptor, into: path)
      let common = O_CLOEXEC | O_NONBLOCK | O_NOCTTY
      let same = unsafe Glibc.open(text, (flags & O_ACCMODE) | common)
      // The file's mode may allow its owner less by now than when it was made.
      return same != -1 ? same : unsafe Glibc.open(text, O_RDONLY | common)
    }
    guard new != -1 else { return false }
    defer { _ = Glibc.close(new) }
    if case .sharing(let byte) = inheritance {
      // Refused or not: what is mapped stays mapped.
      _ = shim_fcntl_OFD_SETLK(new, Int16(F_RDLCK), Int64(byte), 1)
    }
    return shim_dup3(new, descriptor, O_CLOEXEC) != -1
  }

  /// Puts something harmless in the place of a descriptor: its number must not become that of
  /// another file, which its owner would close.
  private func sever(_ descriptor: Int32) {
    let nothing = unsafe Glibc.open("/", shim_O_PATH | O_CLOEXEC)
    if nothing != -1 {
      _ = shim_dup3(nothing, descriptor, O_CLOEXEC)
      Glibc.close(nothing)
    } else {
      // No descriptor is free, so the next one that is opened has the number of this one.
      Glibc.close(descriptor)
      _ = unsafe Glibc.open("/", shim_O_PATH | O_CLOEXEC)
    }
  }

  /// Writes `/proc/self/fd/N` as a C string.
  private static func write(
    _ descriptor: Int32, into path: UnsafeMutableBufferPointer<CChar>
  ) {
    var end = 0
    let prefix: StaticString = "/proc/self/fd/"
    for index in 0..<prefix.utf8CodeUnitCount {
      unsafe path[end] = CChar(bitPattern: prefix.utf8Start[index])
      end += 1
    }
    var divisor: Int32 = 1
    while descriptor / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      unsafe path[end] = CChar(UInt8(ascii: "0")) + CChar(descriptor / divisor % 10)
      end += 1
      divisor /= 10
    }
    unsafe path[end] = 0
  }
}
