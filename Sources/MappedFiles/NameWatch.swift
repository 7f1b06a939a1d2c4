import CShims
import Glibc

/// Sleeps until something new may have appeared in a directory.
///
/// Begin the watch, look, and only then wait: what appears between the look and the wait is not
/// missed. Where the kernel has no watch to give (`inotify` is limited, network file systems do not
/// report what others do) a wait is a short sleep, so looking again always makes progress.
public struct NameWatch: ~Copyable {
  /// -1 without a watch.
  private let descriptor: Int32

  /// Begins to watch a directory.
  public init(directory: String) {
    let descriptor = shim_inotify_init1()
    let watch = unsafe shim_inotify_add_watch(
      descriptor, directory, shim_IN_CREATE | shim_IN_MOVED_TO)
    if watch == -1, descriptor != -1 { close(descriptor) }
    self.descriptor = watch == -1 ? -1 : descriptor
  }

  deinit {
    if descriptor != -1 { close(descriptor) }
  }

  /// Waits until a name appears in the directory or the time is over, but never longer than
  /// 100 milliseconds.
  public func wait(upTo limit: Duration) {
    let (seconds, attoseconds) = limit.components
    let milliseconds = seconds > 0 ? 1000 : max(1, Int32(attoseconds / 1_000_000_000_000_000))
    guard descriptor != -1 else {
      poll(nil, 0, min(milliseconds, 10))
      return
    }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&request, 1, min(milliseconds, 100)) > 0 else { return }
    var discarded = [UInt8](repeating: 0, count: 4096)
    unsafe discarded.withUnsafeMutableBytes { buffer in
      while unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}
