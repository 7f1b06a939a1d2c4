import CShims
import Glibc
import SystemPackage

/// How much room a file system has.
public struct FileSystemSpace: Hashable, Sendable {
  /// All of it, in bytes.
  public let totalBytes: Int
  /// What this process may still take, in bytes: on a tmpfs no more than the machine has memory
  /// for, since its limit may be larger than that.
  public let freeBytes: Int
  /// Whether its files are in memory, so that what it takes is taken from every process.
  public let isMemory: Bool

  /// Asks the file system that holds a path; nil where it reports no size at all.
  ///
  /// Ramfs and an unlimited tmpfs report none, and are not full.
  /// The corresponding C function is `statvfs`.
  ///
  /// - Throws: ``SystemCallError``.
  public static func holding(_ path: String) throws(SystemCallError) -> FileSystemSpace? {
    var status = statvfs()
    _ = try systemCall("statvfs") { unsafe statvfs(path, &status) }
    guard status.f_blocks > 0 else { return nil }
    let block = Int(clamping: status.f_frsize)
    func bytes(_ blocks: UInt) -> Int {
      let (product, overflow) = Int(clamping: blocks).multipliedReportingOverflow(by: block)
      return overflow ? .max : product
    }
    let free = bytes(geteuid() == 0 ? status.f_bfree : status.f_bavail)
    let isMemory = unsafe shim_statfs_type(path) == shim_TMPFS_MAGIC
    return FileSystemSpace(
      totalBytes: bytes(status.f_blocks),
      freeBytes: isMemory ? min(free, MachineMemory.availableBytes ?? .max) : free,
      isMemory: isMemory)
  }
}
