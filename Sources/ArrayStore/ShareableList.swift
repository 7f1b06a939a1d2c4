public import MappedFiles

/// A `multiprocessing.shared_memory.ShareableList` of CPython, in its own byte layout.
///
/// A list has a fixed number of items, each in a slot of a fixed size. Python attaches the same bytes
/// with `ShareableList(name=...)`.
///
/// - Important: Nothing here is atomic, and CPython's own lists take no lock: an item is stored in
///   three steps (its format, its code, its bytes), by either side. Who reads an item while another
///   process replaces it may get an error, or an item that is half the old one. Agree elsewhere on
///   who stores when.
/// - Important: Python before 3.13 removes a list's name when a process that has attached it ends,
///   and so does the process that made it, in every version: this library cannot keep it from that.
///
/// Source: `Lib/multiprocessing/shared_memory.py` of CPython 3.9 to 3.13, which write one layout;
/// 3.8 wrote another one, which is refused.
public final class ShareableList: Sendable {
  /// Where the list was when it was created or attached.
  public let location: ArrayLocation
  /// Whether items may be replaced.
  public let access: OwnedFile.Access
  let file: OwnedFile
  let layout: ShareableListLayout

  /// The number of items, which never changes.
  public var count: Int { layout.count }

  init(
    _ layout: ShareableListLayout, of file: consuming OwnedFile, at location: ArrayLocation,
    _ access: OwnedFile.Access
  ) {
    self.layout = layout
    self.file = file
    self.location = location
    self.access = access
  }

  /// Attaches a list.
  ///
  /// Nothing is mapped: every item is read, and stored, by a system call, so that a file that is cut
  /// short is an error.
  ///
  /// - Parameters:
  ///   - location: its name or file. A symbolic link is refused.
  ///   - access: reading only, or replacing items too.
  ///   - owners: whose list it may be.
  /// - Returns: a handle that keeps the file open; letting go of it removes nothing.
  /// - Throws: ``ArrayStoreError`` `.notInRoot`, `.notFound`, `.notRegularFile`, `.otherOwner`;
  ///   `.shareableList` for bytes that are no list; `.system`.
  /// - Complexity: O(1), some system calls.
  public static func attach(
    _ location: ArrayLocation, access: OwnedFile.Access = .readOnly,
    owners: SharedArray.Owners = .own
  ) throws(ArrayStoreError) -> ShareableList {
    let file: OwnedFile
    let status: FileStatus
    do {
      file = try OwnedFile(opening: location.path, access: access)
    } catch {
      throw ArrayStoreError("attach", location, error)
    }
    do {
      status = try file.status()
    } catch {
      throw ArrayStoreError("attach", location, error)
    }
    try SharedArray.check(status, location, owners)
    let layout = try ShareableListLayout(
      of: file, bytes: status.size, name: location.description)
    return ShareableList(layout, of: file, at: location, access)
  }
}
