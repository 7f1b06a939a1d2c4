import Glibc
import SystemPackage

// Every call works on the whole pages that hold the range: 4096 bytes each on most machines. An
// empty range is nothing to do. A range that reaches beyond the mapping is the programmer's error.

extension Mapping {
  /// What memory is made ready for.
  public enum Purpose: Sendable {
    case reading
    case storing
  }

  /// How a range is going to be used.
  public enum Advice: Sendable, CaseIterable {
    /// In no particular way: takes the other advice on the order of use back.
    case normal
    /// In no order: a fault reads one page from the disk, and none around it.
    ///
    /// Whoever then reads from front to back all the same waits tens of times as long.
    case random
    /// From front to back: a fault reads far ahead.
    case sequential
    /// Soon: reading from the disk begins at once, and nobody waits for it.
    case willNeed
    /// In pages of 2 MiB where the file system has them.
    case hugePages
    /// In pages of the ordinary size only.
    case ordinaryPages
  }

  /// Waits until what has been stored into a range is on the disk, whichever process stored it.
  ///
  /// On a tmpfs there is no disk: nothing is done. Of a private mapping nothing is written. The
  /// corresponding C function is `msync` with `MS_SYNC`.
  ///
  /// - Parameter range: bytes of the mapping.
  /// - Throws: ``SystemCallError``; after `EIO` the bytes must be taken for lost.
  /// - Complexity: O(pages that were stored to), at the speed of the disk.
  public func flush(_ range: Range<Int>) throws(SystemCallError) {
    try unsafe onPages(of: range, "msync") { start, count in unsafe msync(start, count, MS_SYNC) }
  }

  /// Puts every page of a range into memory and into this process's page table, so that using it
  /// does not fault.
  ///
  /// No byte is changed. For storing into a private mapping every page is copied. Where memory
  /// runs out, this is an error; a store would be SIGBUS. The corresponding C function is
  /// `madvise` with `MADV_POPULATE_READ` and `MADV_POPULATE_WRITE`. Before Linux 5.14 every page is
  /// touched in turn instead, and then a page that cannot be had is SIGBUS here, too.
  ///
  /// - Parameters:
  ///   - range: bytes of the mapping.
  ///   - purpose: after reading, the first store to each page of a file on a disk faults.
  /// - Throws: ``SystemCallError``; `EFAULT` where the file has been cut short, or no room is left
  ///   to store into a hole of it.
  /// - Precondition: a mapping that is prepared for storing is writable.
  /// - Complexity: O(pages), and the bytes are read from the disk when they are not in memory.
  public func prefault(_ range: Range<Int>, for purpose: Purpose) throws(SystemCallError) {
    precondition(
      purpose == .reading || isWritable, "a read-only mapping is not prepared for storing")
    // MADV_POPULATE_READ and MADV_POPULATE_WRITE of Linux's mman-common.h; older glibc has neither.
    let advice: Int32 = purpose == .reading ? 22 : 23
    do throws(SystemCallError) {
      try unsafe onPages(of: range, "madvise(MADV_POPULATE)") { start, count in
        unsafe madvise(start, count, advice)
      }
    } catch
      where error.errno == .invalidArgument
    {
      touch(range, for: purpose)
    }
  }

  /// Tells the kernel how a range is going to be used.
  ///
  /// Advice changes no byte and nothing that a program can see but time. Huge pages are had on a
  /// tmpfs that is mounted with `huge=advise`; elsewhere that advice is taken, as a rule, and has no
  /// effect. The corresponding C function is `madvise`.
  ///
  /// - Parameters:
  ///   - range: bytes of the mapping.
  ///   - advice: how it is going to be used.
  /// - Throws: ``SystemCallError``; `EINVAL` for huge pages under a kernel without them.
  /// - Complexity: O(1), but for ``Advice/willNeed``, which looks at every page.
  public func advise(_ range: Range<Int>, _ advice: Advice) throws(SystemCallError) {
    try unsafe onPages(of: range, "madvise(\(advice.constantName))") { start, count in
      unsafe madvise(start, count, advice.constant)
    }
  }

  /// Puts a range into memory and keeps it there until it is unlocked or unmapped.
  ///
  /// Locks do not nest. A child process has none. The corresponding C function is `mlock`.
  ///
  /// - Parameter range: bytes of the mapping.
  /// - Throws: ``SystemCallError``, and then nothing of the range is locked: `ENOMEM` or `EPERM`
  ///   beyond what this process may lock (``MemoryLockLimit``); `EFAULT` where the file has been
  ///   cut short, or no room is left for a hole of it.
  /// - Complexity: as ``prefault(_:for:)`` for reading.
  public func lockInMemory(_ range: Range<Int>) throws(SystemCallError) {
    let before = MemoryLockLimit.current.lockedBytes
    do throws(SystemCallError) {
      try unsafe onPages(of: range, "mlock") { start, count in unsafe mlock(start, count) }
    } catch {
      // The kernel has one number for too much and for pages that cannot be had; but it counts a
      // range as locked before it gets the pages.
      let isCounted = MemoryLockLimit.current.lockedBytes > before
      try? unlockFromMemory(range)
      throw error.errno == .noMemory && isCounted ? SystemCallError(error.call, .badAddress) : error
    }
  }

  /// Lets a range leave memory again, when the kernel wants its room.
  ///
  /// The corresponding C function is `munlock`.
  ///
  /// - Parameter range: bytes of the mapping, locked or not.
  /// - Throws: ``SystemCallError``.
  /// - Complexity: O(pages).
  public func unlockFromMemory(_ range: Range<Int>) throws(SystemCallError) {
    try unsafe onPages(of: range, "munlock") { start, count in unsafe munlock(start, count) }
  }

  /// Makes a call on the whole pages that hold a range, unless it is empty.
  private func onPages(
    of range: Range<Int>, _ name: @autoclosure () -> String,
    _ call: (UnsafeMutableRawPointer, Int) -> Int32
  ) throws(SystemCallError) {
    let pages = pages(of: range)
    guard let base = unsafe base, !range.isEmpty else { return }
    _ = try systemCall(name()) { unsafe call(base + pages.lowerBound, pages.count) }
  }

  /// The whole pages that hold a range, in bytes of the mapping; the last one may end behind it.
  func pages(of range: Range<Int>) -> Range<Int> {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= count,
      "bytes \(range.lowerBound)..<\(range.upperBound) reach beyond the mapping's \(count) bytes")
    let page = Self.pageBytes
    return range.lowerBound / page * page..<(range.upperBound + page - 1) / page * page
  }

  /// The size of a page, in bytes.
  static var pageBytes: Int { sysconf(Int32(_SC_PAGESIZE)) }
}

extension Mapping.Advice {
  fileprivate var constant: Int32 {
    switch self {
    case .normal: MADV_NORMAL
    case .random: MADV_RANDOM
    case .sequential: MADV_SEQUENTIAL
    case .willNeed: MADV_WILLNEED
    case .hugePages: MADV_HUGEPAGE
    case .ordinaryPages: MADV_NOHUGEPAGE
    }
  }

  fileprivate var constantName: String {
    switch self {
    case .normal: "MADV_NORMAL"
    case .random: "MADV_RANDOM"
    case .sequential: "MADV_SEQUENTIAL"
    case .willNeed: "MADV_WILLNEED"
    case .hugePages: "MADV_HUGEPAGE"
    case .ordinaryPages: "MADV_NOHUGEPAGE"
    }
  }
}
