import MappedFiles
import NPYFormat

extension ArrayStoreError: CustomStringConvertible {
  /// One line: the thing, what was wrong with the numbers, and the remedy where there is one.
  public var description: String { PrintableText(message).description }

  private var message: String {
    switch self {
    case .invalidLocation(let text, let reason):
      "'\(text)' is not a location: \(reason)"
    case .alreadyExists(let location):
      "'\(location)' exists already; remove it, replace it, or choose another name"
    case .notFound(let name):
      "'\(name)' does not exist"
    case .notInRoot(let location):
      "there is no '\(location)' in \(location.directory); for a file of that name, write ./\(location)"
    case .undecodableNames(let directory, let count):
      "'\(directory)' has \(count) \(count == 1 ? "name that is" : "names that are") not UTF-8; rename, to see what is there"
    case .timedOut(let location, let duration):
      "'\(location)' did not appear within \(duration)"
    case .noDirectory(let location, let directory):
      "cannot make '\(location)': there is no directory '\(directory)'"
    case .noSpace(let location, let action, let needed, let free):
      noSpaceDescription(location, action, needed, free)
    case .notNPY(let location, let reason):
      "'\(location)' is no .npy image (\(reason)); to remove it all the same, say that it is raw (rm --raw)"
    case .notRegularFile(let name, let kind):
      "'\(name)' is a \(kind.rawValue); an array is a regular file"
    case .otherOwner(let location, let owner, let user):
      "'\(location)' belongs to user \(owner), not to user \(user); if you trust them, allow other owners (--any-owner)"
    case .invalidHeader(let name, let reason):
      "'\(name)' is not a readable .npy file: \(reason)"
    case .invalidArchive(let name, let reason):
      "'\(name)' is not a readable .npz archive: \(reason)"
    case .truncated(let name, let needed, let found):
      "'\(name)' has \(found) bytes but its header says \(needed); it was cut short or is still being written by something else"
    case .objectElements(let name):
      "'\(name)': arrays of Python objects (dtype object) are pickles, which can be neither mapped nor trusted"
    case .invalidLayout(let name, let reason):
      "cannot create '\(name)': \(reason)"
    case .elementMismatch(let location, let found, let asked):
      "'\(location)' holds \(found), not \(asked)"
    case .notViewable(let location, let reason):
      "'\(location)': \(reason)"
    case .notWritable(let location):
      "'\(location)' is attached for reading; attach it with access .readWrite"
    case .sizeMismatch(let name, let unit, let needed, let found):
      "'\(name)' has \(found) \(unit), but the shape and the dtype need \(needed)"
    case .sourceChanged(let name, let needed, let found):
      "'\(name)' was cut short while it was read: \(found) bytes of \(needed)"
    case .notGrowable(let location, let refusal):
      "cannot grow '\(location)': \(refusal)"
    case .notWholeRows(let location, let unit, let row, let found):
      "cannot append \(found) \(unit) to '\(location)': a row, one step along its outermost axis, has \(row)"
    case .headerLocked(let name, let lock, let duration):
      "a process has held the \(lock.rawValue) lock of '\(name)' for \(duration); it is stopped or at work: continue it, end it, or try again"
    case .leaseTimedOut(let location, let kind, let rows, let duration):
      "got no \(kind) lease on \(rowsText(rows)) of '\(location)' within \(duration): somebody holds it; end them, or try again"
    case .leaseHeldByThisThread(let location, let held, let heldRows, let asked, let askedRows):
      "this thread has leased \(rowsText(heldRows)) of '\(location)' (\(held)) and would wait for itself to lease \(rowsText(askedRows)) (\(asked)); let go of the first, or ask for all that is needed at once"
    case .rowsOutOfRange(let location, let rows, let count):
      "'\(location)' has \(count) rows as this handle knows it, not all of \(rows); if it has grown, refresh the handle"
    case .notRepairable(let name, let reason):
      "cannot fix '\(name)' in place: \(reason)"
    case .shareableList(let name, let reason):
      "ShareableList '\(name)': \(reason)"
    case .system(let action, let name, let error):
      "cannot \(action) '\(name)': \(error)"
    case .tooManyOpenFiles(let action, let name, let limit):
      "cannot \(action) '\(name)': this process may have \(limit.soft) files open, and has; let go of arrays, or raise the limit (ulimit -n, OpenFileLimit), which it may up to \(limit.hard)"
    case .tooManyMappings(let action, let name, let mappings):
      "cannot \(action) '\(name)': this process may have \(mappings.limit) mappings, and has \(mappings.used); let go of arrays, or let root raise the limit (sysctl vm.max_map_count)"
    case .memoryLockLimit(let location, let needed, let limit):
      "cannot lock '\(location)' in memory: needs \(ByteCount(needed)), this process may lock \(ByteCount(limit.bytes)) and has locked \(ByteCount(limit.lockedBytes)); raise the limit (ulimit -l) or lock fewer rows"
    case .closed(let location):
      "the handle of '\(location)' was closed; attach the array again"
    case .inUse(let location):
      "'\(location)' is in use; see who uses it (npyshare who), or remove it all the same (rm --force): its users keep what they have"
    case .nameLost(let location):
      "'\(location)' was removed or replaced since it was attached"
    case .untrustedDirectory(let path, let status):
      "'\(path)' is a \(status.kind.rawValue) of user \(status.owner) with mode \(String(status.permissions, radix: 8)), not this user's own directory of mode 700; who owns it, or root, must remove it"
    case .namespaceLocked(let path, let duration):
      "a process has held the lock of '\(path)' for \(duration); it is stopped: continue it, or end it"
    case .noScopes(let location):
      "'\(location)' cannot go by itself: the file system of \(location.directory) has no file handles; make it persistent, or use another root"
    case .notUnderRoot(let location, let root):
      "'\(location)' cannot go by itself: only names in \(root.path) can; make it persistent"
    case .scopeEnded(let location):
      "'\(location)' cannot be owned by a scope that has ended, or is the process's that this one was forked from"
    case .scopeFull(let location, let count):
      "'\(location)' is one array too many for its scope, which can own \(count)"
    case .ownedElsewhere(let location, let scope):
      "'\(location)' belongs to scope \(scope.identifier) of process \(scope.process) (\(scope.command)), which is alive"
    case .inQueue(let location, let queue):
      "'\(location)' is on its way through the queue \(queue), which owns it: it is its receiver's to keep"
    case .noHugePages(let location):
      "'\(location)' cannot have huge pages: this kernel is built without them"
    }
  }

  private func rowsText(_ rows: Range<Int>?) -> String {
    rows.map { "rows \($0)" } ?? "all rows"
  }

  private func noSpaceDescription(
    _ location: ArrayLocation, _ action: String, _ needed: Int, _ free: Int?
  ) -> String {
    let attempt = "cannot \(action) '\(location)': needs \(ByteCount(needed))"
    guard let free else { return "\(attempt), \(location.directory) is full" }
    if free >= needed {
      return
        "\(attempt), \(location.directory) has \(ByteCount(free)) free but allows no more files or blocks (df -i, quota)"
    }
    let remedy =
      location.backing == .shm
      ? "use a file path or free space (npyshare ls)" : "free space there or use another disk"
    return "\(attempt), \(location.directory) has \(ByteCount(free)) free; \(remedy)"
  }
}
