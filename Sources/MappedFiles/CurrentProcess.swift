/// What this process says of itself.
public enum CurrentProcess {
  /// The name of its program, at most 15 bytes; empty where `/proc` is not mounted.
  ///
  /// Source: proc_pid_comm(5).
  public static var command: String {
    String((try? ProcessText.read("/proc/self/comm"))?.prefix { $0 != "\n" } ?? "")
  }

  /// Whether `/proc` shows it the processes of all containers: false in a container.
  ///
  /// Source: `PROC_PID_INIT_INO` of the kernel's `proc_ns.h`.
  public static var seesAllProcesses: Bool {
    (try? FileStatus(path: "/proc/self/ns/pid", links: .followed))?.inode == 0xEFFF_FFFC
  }

  /// Lets go of the marks of all arrays and queues in use, as the kernel does when the process is gone: for one
  /// that is ending.
  public static func unmarkArraysInUse() {
    LockingDescriptors.current.unmark()
  }
}
