import Glibc
public import MappedFiles
public import NPYFormat

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
  /// No element is read or copied.
  ///
  /// - Parameters:
  ///   - location: its name or file. A symbolic link is refused.
  ///   - access: reading only; storing too; or storing privately, copy on write.
  ///   - owners: whose array it may be.
  ///   - timeout: how long to wait for an array that does not exist yet; none appears half made.
  /// - Returns: a handle that keeps the array mapped as long as it lives.
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.timedOut`, `.notRegularFile`, `.otherOwner`,
  ///   `.invalidHeader`, `.truncated` for a file shorter than its header says, `.objectElements`.
  /// - Complexity: O(1), some microseconds whatever the size.
  public static func attach(
    _ location: ArrayLocation, access: Access = .readOnly, owners: Owners = .own,
    waitingUpTo timeout: Duration = .zero
  ) throws(ArrayStoreError) -> SharedArray {
    try waiting(for: location, upTo: timeout) { () throws(ArrayStoreError) in
      try map(location, access, owners) { file, status throws(ArrayStoreError) in
        try ArrayLayout(of: file, status, name: location.description)
      }
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
      try map(location, access, owners) { _, _ in layout }
    }
  }

  private static func map(
    _ location: ArrayLocation, _ access: Access, _ owners: Owners,
    _ layout: (borrowing OwnedFile, FileStatus) throws(ArrayStoreError) -> ArrayLayout
  ) throws(ArrayStoreError) -> SharedArray {
    let file: OwnedFile
    let status: FileStatus
    do {
      file = try OwnedFile(
        opening: location.path, access: access == .readWrite ? .readWrite : .readOnly)
    } catch {
      throw ArrayStoreError("attach", location, error)
    }
    do {
      status = try file.status()
    } catch {
      throw ArrayStoreError("attach", location, error)
    }
    try check(status, location, owners)
    let layout = try layout(file, status)
    if layout.dtype.hasObject { throw .objectElements(location.description) }
    guard layout.fileBytes <= status.size else {
      switch layout.format {
      case .npy:
        throw .truncated(location.description, needed: layout.fileBytes, found: status.size)
      case .raw:
        throw .sizeMismatch(
          location.description, unit: "bytes", needed: layout.fileBytes, found: status.size)
      }
    }
    do {
      let mapping = try Mapping(file, count: layout.fileBytes, protection: access)
      return SharedArray(
        location: location, access: access, layout: layout, file: file, mapping: mapping)
    } catch {
      throw ArrayStoreError("map", location, error)
    }
  }

  private static func check(
    _ status: FileStatus, _ location: ArrayLocation, _ owners: Owners
  ) throws(ArrayStoreError) {
    guard status.kind == .regularFile else {
      throw .notRegularFile(location.description, status.kind)
    }
    let user = geteuid()
    guard owners == .any || status.owner == user else {
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
