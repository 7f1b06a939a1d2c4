import CShims
import SystemPackage

/// What tells a file from every other one that there was or will be on its file system.
///
/// The file system's id and the kernel's handle of the file (`name_to_handle_at`). It is known
/// before the file has a name, stays when it is renamed, and is not used again after its removal, as
/// inode numbers are.
public struct FileIdentity: Hashable, Sendable {
  /// The most bytes that a handle can have.
  public static let maximumHandleBytes = 128

  /// The id of the file system.
  public let fileSystem: UInt64
  /// What sort of handle it is.
  public let handleType: Int32
  /// The handle.
  public let handle: [UInt8]

  /// Puts together what was written down.
  public init(fileSystem: UInt64, handleType: Int32, handle: [UInt8]) {
    self.fileSystem = fileSystem
    self.handleType = handleType
    self.handle = handle
  }

  /// Looks at a path; a link is not followed.
  ///
  /// - Returns: nil where the file system has no such handles.
  /// - Throws: ``SystemCallError``; `ENOENT` where nothing is.
  public static func of(path: String) throws(SystemCallError) -> FileIdentity? {
    try OwnedFile(locating: path).identity()
  }
}

extension OwnedFile {
  /// What tells this file from every other one; nil where the file system has no such handles.
  ///
  /// The corresponding C functions are `name_to_handle_at` and `fstatfs`.
  ///
  /// - Throws: ``SystemCallError``.
  public func identity() throws(SystemCallError) -> FileIdentity? {
    var bytes = [UInt8](repeating: 0, count: FileIdentity.maximumHandleBytes)
    var count = UInt32(bytes.count)
    var type: Int32 = 0
    var fileSystem: UInt64 = 0
    do throws(SystemCallError) {
      _ = try systemCall("name_to_handle_at") {
        unsafe shim_name_to_handle_at(descriptor, &bytes, &count, &type)
      }
      _ = try systemCall("fstatfs") { unsafe shim_fstatfs_fsid(descriptor, &fileSystem) }
    } catch
      where error.errno == .notSupported || error.errno == .noFunction
      || error.errno == .invalidArgument || error.errno == .overflow
    {
      return nil
    }
    return FileIdentity(
      fileSystem: fileSystem, handleType: type, handle: Array(bytes.prefix(Int(count))))
  }
}
