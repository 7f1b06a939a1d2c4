import Glibc
public import MappedFiles
public import NPYFormat
import SystemPackage

extension SharedArray {
  /// Whose arrays may be attached.
  public enum Owners: Sendable {
    /// Only those of the user that this process runs as.
    case own
    /// Anybody's: their owner can change the elements, and cut the file short, at any time.
    case any
  }

  /// Attaches an array: its dtype, shape and order come from its header.
  ///
  /// No element is read or copied. There is no variant that skips the checks: most of the time is the
  /// kernel's, which opens and maps the file.
  ///
  /// - Parameters:
  ///   - location: its name or file. A symbolic link is refused.
  ///   - access: reading only; storing too; or storing privately, copy on write.
  ///   - owners: whose array it may be.
  ///   - timeout: how long to wait for an array that does not exist yet; none appears half made.
  /// - Returns: a handle that keeps the array mapped as long as it lives.
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.timedOut`, `.notRegularFile`, `.otherOwner`,
  ///   `.invalidHeader`, `.truncated` for a file shorter than its header says, `.objectElements`;
  ///   `.headerLocked` when a process is stopped in the middle of a growth, after two seconds.
  /// - Complexity: O(1), some microseconds whatever the size.
  public static func attach(
    _ location: ArrayLocation, access: Access = .readOnly, owners: Owners = .own,
    waitingUpTo timeout: Duration = .zero
  ) throws(ArrayStoreError) -> SharedArray {
    try waiting(for: location, upTo: timeout) { () throws(ArrayStoreError) in
      SharedArray(
        location: location, access: access, owners: owners, try map(location, access, owners))
    }
  }

  /// Attaches elements that have no header: a block of CPython's `SharedMemory` or of a library
  /// built on it.
  ///
  /// The dtype, the shape and the order are the caller's knowledge.
  ///
  /// - Parameters:
  ///   - location: its name or file.
  ///   - shape: the extent of each axis.
  ///   - dtype: the type of the elements.
  ///   - isFortranOrder: whether the first index runs fastest.
  ///   - access: reading only; storing too; or storing privately, copy on write.
  ///   - owners: whose array it may be.
  ///   - timeout: how long to wait for an array that does not exist yet.
  /// - Returns: a handle that keeps the array mapped as long as it lives.
  /// - Throws: ``ArrayStoreError`` as ``attach(_:access:owners:waitingUpTo:)``; `.sizeMismatch`
  ///   when the file is shorter than the shape and the dtype ask for; `.invalidLayout`.
  public static func attachRaw(
    _ location: ArrayLocation, shape: [Int], dtype: DType, isFortranOrder: Bool = false,
    access: Access = .readOnly, owners: Owners = .own, waitingUpTo timeout: Duration = .zero
  ) throws(ArrayStoreError) -> SharedArray {
    let layout = try newLayout(
      location, shape: shape, dtype, isFortranOrder: isFortranOrder, format: .raw)
    return try waiting(for: location, upTo: timeout) { () throws(ArrayStoreError) in
      SharedArray(
        location: location, access: access, owners: owners,
        try map(location, access, owners, raw: layout))
    }
  }

  /// Attaches what a person wants to look at, for reading.
  ///
  /// As for an inspection it may be any path, links are followed, and it does not matter whose file
  /// it is.
  ///
  /// Through a link, ``isCurrent`` is false and ``refresh()`` is refused.
  ///
  /// - Important: A file that is cut short while its elements are read ends the process with SIGBUS.
  /// - Throws: ``ArrayStoreError`` as ``attach(_:access:owners:waitingUpTo:)``, but for `.otherOwner`.
  public static func attach(_ target: InspectionTarget) throws(ArrayStoreError) -> SharedArray {
    let location = try ArrayLocation(file: target.path)
    // Opening a FIFO or a device is something that others notice.
    if let status = try? FileStatus(path: target.path, links: .followed),
      status.kind != .regularFile
    {
      throw .notRegularFile(target.path, status.kind)
    }
    return SharedArray(
      location: location, access: .readOnly, owners: .any,
      try map(location, .readOnly, .any, links: .followed, name: target.path))
  }

  /// Opens and maps what a location leads to.
  ///
  /// - Parameters:
  ///   - location: where it is.
  ///   - access: what it may be used for.
  ///   - owners: whose file it may be.
  ///   - links: whether a link is followed.
  ///   - raw: how its elements lie, where no header says it.
  ///   - name: how its user knows it, where that is not the location.
  /// - Returns: the array, in use from now on.
  /// - Throws: ``ArrayStoreError`` as ``attach(_:access:owners:waitingUpTo:)``.
  static func map(
    _ location: ArrayLocation, _ access: Access, _ owners: Owners,
    links: OwnedFile.Links = .refused, raw: ArrayLayout? = nil, name: String? = nil
  ) throws(ArrayStoreError) -> Attachment {
    let name = name ?? location.description
    let file: OwnedFile
    do {
      file = try OwnedFile(
        opening: location.path, access: access == .readWrite ? .readWrite : .readOnly,
        links: links, isLocking: true)
    } catch {
      throw ArrayStoreError("attach", location, error)
    }
    // Before anything is held on it: who may not attach it does not make it look used, and does not
    // wait.
    try check(status(of: file, location), location, owners)
    // How long it is, and whether it still has a name, once it is marked: nobody collects what is in
    // use.
    let layout: ArrayLayout
    var (size, linkCount) = (0, 0)
    if let raw {
      // On a file system without locks nobody asks.
      _ = try? file.markInUse(LockedBytes.inUse(.raw).lowerBound)
      let status = try status(of: file, location)
      (layout, size, linkCount) = (raw, status.size, status.linkCount)
    } else {
      layout = try ArrayLayout.marking(file, name: name) { file throws(ArrayStoreError) in
        let status = try status(of: file, location)
        (size, linkCount) = (status.size, status.linkCount)
        return size
      }
    }
    try layout.check(fits: file, bytes: size, name: name)
    do throws(SystemCallError) {
      // Somebody may have collected it before it was marked.
      if location.backing == .shm, linkCount == 0 {
        throw SystemCallError("open", .noSuchFileOrDirectory)
      }
      return try Attachment(layout, of: file, access)
    } catch {
      throw ArrayStoreError("map", location, error)
    }
  }

  private static func status(
    of file: borrowing OwnedFile, _ location: ArrayLocation
  ) throws(ArrayStoreError) -> FileStatus {
    do {
      return try file.status()
    } catch {
      throw ArrayStoreError("attach", location, error)
    }
  }

  /// Refuses what is no regular file, and other users' files unless they were asked for.
  static func check(
    _ status: FileStatus, _ location: ArrayLocation, _ owners: Owners
  ) throws(ArrayStoreError) {
    guard status.kind == .regularFile else {
      throw .notRegularFile(location.description, status.kind)
    }
    if owners == .any { return }
    let user = geteuid()
    guard status.owner == user else {
      throw .otherOwner(location, owner: status.owner, user: user)
    }
  }

  /// Tries again, until the time is over, as long as the array does not exist.
  private static func waiting(
    for location: ArrayLocation, upTo timeout: Duration,
    _ attach: () throws(ArrayStoreError) -> SharedArray
  ) throws(ArrayStoreError) -> SharedArray {
    guard timeout > .zero else { return try attach() }
    let deadline = ContinuousClock.now + timeout
    let watch = NameWatch(directory: location.directory)
    while true {
      do throws(ArrayStoreError) {
        return try attach()
      } catch .notFound, .notInRoot, .noDirectory {
        let left = deadline - ContinuousClock.now
        guard left > .zero else { throw .timedOut(location, after: timeout) }
        watch.wait(upTo: left)
      }
    }
  }
}
