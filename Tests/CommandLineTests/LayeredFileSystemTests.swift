import Foundation
import TestSupport
import Testing

/// On overlayfs the device in `/proc/PID/maps` is not the one of the file's status; the inode is.
@Suite struct LayeredFileSystemTests {
  /// In a user namespace nobody may follow a mapping to its file, and paths must do.
  @Test(arguments: ["sh -c", "unshare --user --map-root-user --mount sh -c"])
  func anArrayOnAFileSystemOfLayersHasItsUsers(shell: String) throws {
    let directory = try TemporaryDirectory()
    let source = directory.file("layers.py")
    try Self.layers.write(toFile: source, atomically: true, encoding: .utf8)
    let child = try SmallFileSystem.run(
      """
      \(shell) '
      set -e
      cd "$NPYSHARE_ROOT"
      mkdir lower upper work merged
      mount -t tmpfs tmpfs lower
      "$NPYSHARE" create lower/below --shape 3 --dtype "<f4" > /dev/null
      mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged
      "$NPYSHARE" create merged/above --shape 3 --dtype "<f4" > /dev/null
      mkfifo ready
      "\(RepositoryFiles.python)" "\(source)" > ready &
      read line < ready
      for name in below above made; do "$NPYSHARE" who merged/$name | head -2 | tail -1; done
      kill $!
      '
      """)
    let words = child.output.split(separator: "\n").map { $0.split(separator: " ").dropFirst(2) }
    #expect(
      words == [
        ["read-only", "4", "KiB", "python"], ["read-write", "8", "KiB", "python"],
        ["read-write", "12", "KiB", "python"],
      ], "\(child.output)\(child.errors)")
  }

  /// Maps a file of each layer and closes it, and keeps one that was made without a name.
  private static let layers = """
    import ctypes, os, time
    libc = ctypes.CDLL(None)
    def mapped(fd, length, protection):
        libc.mmap(None, ctypes.c_size_t(length), protection, 1, fd, ctypes.c_long(0))
    below = os.open("merged/below", os.O_RDONLY)
    mapped(below, 1, 1)
    above = os.open("merged/above", os.O_RDWR)
    mapped(above, 8192, 3)
    os.close(below); os.close(above)
    made = os.open("merged", os.O_TMPFILE | os.O_RDWR)
    libc.linkat(-100, b"/proc/self/fd/%d" % made, -100, b"merged/made", 0x400)
    mapped(made, 12288, 3)
    print(1, flush=True)
    time.sleep(1000)
    """
}
