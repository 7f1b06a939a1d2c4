import Glibc
import SystemPackage

/// The first bytes of a file, mapped into this process, with one owner; unmapped when it goes.
///
/// - Important: Memory that is mapped shared changes when another process stores into it, and a
///   file cut short under its mapping ends the process with SIGBUS. Lend from a mapping only where
///   the file's users keep to the rule that a published file never shrinks, and where they agree,
///   by a lease or otherwise, on who stores when.
@safe
public struct Mapping: ~Copyable, @unchecked Sendable {
  // Sendable: the address and the length never change, and what the bytes are is the contract above.

  /// What a mapping allows.
  public enum Protection: Sendable {
    /// Loads only. A store ends the process.
    case readOnly
    /// Stores reach the file and every other process.
    case readWrite
    /// Stores stay private to this process; pages not stored to yet still follow the file.
    case privateCopy
  }

  /// Length, in bytes.
  public let count: Int
  /// Whether stores are allowed.
  public let isWritable: Bool
  let base: UnsafeMutableRawPointer?

  /// Maps the first `count` bytes of a file; none at all is allowed.
  ///
  /// The file may be closed afterwards. The corresponding C function is `mmap`.
  ///
  /// - Throws: ``SystemCallError``; `ENOMEM` also when the process has too many mappings
  ///   (`vm.max_map_count`).
  /// - Complexity: O(1): pages are faulted in when first touched.
  public init(
    _ file: borrowing OwnedFile, count: Int, protection: Protection
  ) throws(SystemCallError) {
    self.count = count
    isWritable = protection != .readOnly
    guard count > 0 else {
      unsafe base = nil
      return
    }
    let flags = protection == .privateCopy ? MAP_PRIVATE : MAP_SHARED
    let allowed = protection == .readOnly ? PROT_READ : PROT_READ | PROT_WRITE
    let address = unsafe mmap(nil, count, allowed, flags, file.descriptor, 0)
    guard unsafe address != MAP_FAILED else {
      throw SystemCallError("mmap", Errno(rawValue: errno))
    }
    unsafe base = address
  }

  deinit {
    if let base = unsafe base { unsafe munmap(base, count) }
  }
}
