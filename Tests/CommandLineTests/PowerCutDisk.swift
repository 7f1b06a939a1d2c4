import Foundation
import TestSupport

/// An ext4 file system in a file, and what is on it after its power was cut.
struct PowerCutDisk {
  /// A copy of all visible files that were on it when it had power again.
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  /// Cuts the power: the kernel lets go of all that is not on the disk, the journal too.
  private static let cut = """
    import fcntl, os, struct, sys
    # EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH.
    fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack("I", 2))
    """

  /// Runs a command on the disk, cuts the power, and copies what the disk has afterwards.
  ///
  /// - Returns: how the command ended.
  func run(_ scenario: Scenario, killedAt number: Int = 0, of call: String = "") throws -> Int32 {
    let work = try TemporaryDirectory()
    try FileManager.default.createDirectory(
      atPath: work.file("files"), withIntermediateDirectories: false)
    try Scenario.write(to: work.file("files"))
    try Self.cut.write(toFile: work.file("cut.py"), atomically: false, encoding: .utf8)
    // The arguments are those for the place where the disk will be.
    let mount = try TemporaryDirectory()
    let arguments = scenario.arguments(mount)
    let trace =
      number == 0
      ? []
      : [
        "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)",
        "-e", "inject=\(call):signal=SIGKILL:when=\(number)",
      ]
    try Privileged.run(
      [
        "unshare", "--mount", "sh", "-ec",
        """
        work=$1 mount=$2 result=$3 python=$4; shift 4
        truncate -s 16M "$work/image"
        mkfs.ext4 -q "$work/image"
        mount -o loop "$work/image" "$mount"
        cp "$work"/files/* "$mount"
        sync -f "$mount"
        "$@" > /dev/null 2>&1 && echo 0 > "$work/status" || echo $? > "$work/status"
        "$python" "$work/cut.py" "$mount"
        umount "$mount"
        mount -o loop "$work/image" "$mount"
        cp "$mount"/*.* "$result"
        chmod -R a+rX "$result"
        umount "$mount"
        """, "sh", work.path, mount.path, directory.path, RepositoryFiles.python,
      ] + trace + [RepositoryFiles.npyshare] + arguments)
    let status = try String(contentsOfFile: work.file("status"), encoding: .utf8)
    return Int32(status.dropLast()) ?? -1
  }
}
