/// A line of `/proc/PID/maps`: one mapping of a process.
struct MapsLine {
  /// Where it begins and ends in the process's address space.
  var start: UInt64 = 0
  var end: UInt64 = 0
  var isWritable = false
  var isShared = false
  /// The device of the file system that holds the file, as the kernel numbers it.
  ///
  /// On most file systems it is the `st_dev` of the file. On btrfs and overlayfs it may not be.
  var device: UInt64 { Self.device(major: major, minor: minor) }
  var major: UInt64 = 0
  var minor: UInt64 = 0
  /// 0 for memory that belongs to no file.
  var inode: UInt64 = 0
  /// The path of the file, with a line feed in it written `\012`; ` (deleted)` may follow.
  var path: [UInt8] = []

  /// A device number as glibc's `makedev` puts it together.
  static func device(major: UInt64, minor: UInt64) -> UInt64 {
    (major & 0xFFFF_F000) << 32 | (major & 0xFFF) << 8 | (minor & 0xFFFF_FF00) << 12 | minor & 0xFF
  }
}
