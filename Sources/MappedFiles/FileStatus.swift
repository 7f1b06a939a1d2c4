import Glibc
import SystemPackage

/// What the kernel says of a file at one instant.
public struct FileStatus: Hashable, Sendable {
  /// What sort of thing a path leads to.
  public enum Kind: String, Sendable {
    case regularFile = "regular file"
    case directory = "directory"
    case symbolicLink = "symbolic link"
    case fifo = "FIFO"
    case socket = "socket"
    case device = "device"
    case other = "unknown kind of file"
  }

  /// The sort of file.
  public let kind: Kind
  /// Length, in bytes.
  public let size: Int
  /// Space that it really takes, in bytes; less than ``size`` for a sparse file.
  public let allocatedBytes: Int
  /// The user id of its owner.
  public let owner: UInt32
  /// Permission bits, for example 0o600.
  public let permissions: UInt32
  /// How many names it has; 0 once removed.
  public let linkCount: Int
  /// Time of its last change, in seconds since 1970.
  public let modified: Int
  /// How long ago that was by the machine's clock, in whole seconds; never negative.
  public var ageInSeconds: Int { max(0, time(nil) - modified) }
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regularFile
      case S_IFDIR: .directory
      case S_IFLNK: .symbolicLink
      case S_IFIFO: .fifo
      case S_IFSOCK: .socket
      case S_IFCHR, S_IFBLK: .device
      default: .other
      }
    size = Int(status.st_size)
    allocatedBytes = Int(status.st_blocks) * 512
    owner = status.st_uid
    permissions = status.st_mode & 0o7777
    linkCount = Int(status.st_nlink)
    modified = status.st_mtim.tv_sec
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// Looks at a path.
  ///
  /// The corresponding C functions are `stat` and `lstat`.
  ///
  /// - Throws: ``SystemCallError``; `ENOENT` where nothing is.
  public init(path: String, links: OwnedFile.Links = .refused) throws(SystemCallError) {
    var status = stat()
    _ = try unsafe systemCall("stat", path) {
      unsafe fstatat(AT_FDCWD, $0, &status, links == .refused ? AT_SYMLINK_NOFOLLOW : 0)
    }
    self.init(status)
  }

  /// Whether both are of the same file at this time; a number may be used again after a removal.
  public func isSameFile(as other: FileStatus) -> Bool {
    device == other.device && inode == other.inode
  }
}

extension OwnedFile {
  /// The file's status now.
  ///
  /// The corresponding C function is `fstat`.
  public func status() throws(SystemCallError) -> FileStatus {
    var status = stat()
    _ = try systemCall("fstat") { unsafe fstat(descriptor, &status) }
    return FileStatus(status)
  }
}
