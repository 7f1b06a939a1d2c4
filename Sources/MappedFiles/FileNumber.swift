/// Which file it is, whatever its names; a number may be used again after a removal.
public struct FileNumber: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
}

extension FileStatus {
  /// Which file this is the status of.
  public var number: FileNumber { FileNumber(device: device, inode: inode) }
}
