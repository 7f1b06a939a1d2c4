public import ArrayViews
public import MappedFiles
public import NPYFormat
import SystemPackage

/// Why an operation on an array was refused or failed.
///
/// Nothing was created, changed or removed.
public enum ArrayStoreError: Error, Hashable, Sendable {
  /// The text is not a location.
  case invalidLocation(String, reason: String)
  /// The name is taken.
  case alreadyExists(ArrayLocation)
  /// Nothing has that name.
  case notFound(String)
  /// No array under the root has that name.
  case notInRoot(ArrayLocation)
  /// Names in a directory are not UTF-8, so they can be neither shown nor opened; how many.
  case undecodableNames(String, count: Int)
  /// Nothing had that name until the time was over.
  case timedOut(ArrayLocation, after: Duration)
  /// The directory to create something in is not there.
  case noDirectory(ArrayLocation, String)
  /// There is no room: what was attempted, how much it needs and how much there is, in bytes.
  case noSpace(ArrayLocation, action: String, needed: Int, free: Int?)
  /// A file that is not to be removed as an array, since it does not begin as one.
  case notNPY(ArrayLocation, NPYFormatError)
  /// Arrays are regular files only.
  case notRegularFile(String, FileStatus.Kind)
  /// The array belongs to another user, and nobody said that this is fine.
  case otherOwner(ArrayLocation, owner: UInt32, user: UInt32)
  /// The file has no header that describes an array.
  case invalidHeader(String, NPYFormatError)
  /// The file begins as an `.npz` archive does but is not one.
  case invalidArchive(String, NPZError)
  /// The file is shorter than its header says, in bytes.
  case truncated(String, needed: Int, found: Int)
  /// The elements are Python objects, which are pickles and never opened.
  case objectElements(String)
  /// No array can have that dtype and shape.
  case invalidLayout(String, NPYFormatError)
  /// The elements are of another dtype than the caller asked for.
  case elementMismatch(ArrayLocation, found: DType, asked: DType)
  /// The elements have not the fields that the caller asked for.
  case notViewable(ArrayLocation, ArrayViewError)
  /// The array was attached for reading.
  case notWritable(ArrayLocation)
  /// A number of elements or bytes is not what the shape and the dtype ask for.
  case sizeMismatch(String, unit: String, needed: Int, found: Int)
  /// The source changed its size while it was read, in bytes.
  case sourceChanged(String, needed: Int, found: Int)
  /// The array cannot be made longer in place; why.
  case notGrowable(ArrayLocation, GrowthRefusal)
  /// What was to be appended are no whole steps along the outermost axis: how much a step is, and
  /// how much there was.
  case notWholeRows(ArrayLocation, unit: String, row: Int, found: Int)
  /// Somebody has held a lock on the header all that time.
  case headerLocked(String, HeaderLock, after: Duration)
  /// Somebody has held a lease that is in the way all that time; the rows asked for, nil for all.
  case leaseTimedOut(ArrayLocation, ArrayLease.Kind, Range<Int>?, after: Duration)
  /// The thread would wait for itself: what it holds of the array, and what it asked for.
  case leaseHeldByThisThread(
    ArrayLocation, held: ArrayLease.Kind, heldRows: Range<Int>?, asked: ArrayLease.Kind,
    askedRows: Range<Int>?)
  /// The array has not all of these rows; how many it has, as far as the handle knows.
  case rowsOutOfRange(ArrayLocation, Range<Int>, rowCount: Int)
  /// Header bytes cannot be rewritten in place.
  case notRepairable(String, reason: String)
  /// The file is no list of CPython's, or what was asked of a list cannot be.
  case shareableList(String, ShareableListError)
  /// The kernel refused: what was attempted, on what.
  case system(action: String, name: String, SystemCallError)
  /// This process has as many files open as it may.
  case tooManyOpenFiles(action: String, name: String, OpenFileLimit)
  /// This process has as many mappings as it may.
  case tooManyMappings(action: String, name: String, MappingLimit)
  /// This process may not lock so much memory; how much it needs, in bytes.
  case memoryLockLimit(ArrayLocation, needed: Int, MemoryLockLimit)
  /// The kernel has no huge pages.
  case noHugePages(ArrayLocation)
  /// The handle was closed.
  case closed(ArrayLocation)
  /// Somebody has the array attached through npyshare, or maps it.
  case inUse(ArrayLocation)
  /// The name leads to another file than the one that was attached, or to none.
  case nameLost(ArrayLocation)
  /// The directory for a user's journals is not that user's alone.
  case untrustedDirectory(String, FileStatus)
  /// Somebody has held the lock on a user's names all that time.
  case namespaceLocked(String, after: Duration)
  /// The file system cannot tell a file from a later one, so nothing there can go by itself.
  case noScopes(ArrayLocation)
  /// Only names under the root can go by themselves.
  case notUnderRoot(ArrayLocation, ArrayRoot)
  /// The scope was closed, or belongs to the process that this one was forked from.
  case scopeEnded(ArrayLocation)
  /// The scope owns as many arrays as one can.
  case scopeFull(ArrayLocation, Int)
  /// The array is on its way through a queue, which owns it; the queue's directory.
  case inQueue(ArrayLocation, String)
  /// A living scope of another owner has the array.
  case ownedElsewhere(ArrayLocation, ScopeStatus)
}

extension ArrayStoreError {
  /// Names the thing and says what a refused call on an array that should exist means for it.
  package init(_ action: String, _ location: ArrayLocation, _ error: SystemCallError) {
    self =
      switch error.errno {
      case .noSuchFileOrDirectory, .notDirectory:
        location.backing == .shm ? .notInRoot(location) : .notFound(location.description)
      case .tooManySymbolicLinkLevels: .notRegularFile(location.description, .symbolicLink)
      case .isDirectory: .notRegularFile(location.description, .directory)
      default: .refused(action, location.description, error)
      }
  }

  /// The same for an array that is being made.
  ///
  /// When there was no room it gives the numbers: it asks for the free space now, so what the
  /// attempt held must have been given back.
  package init(
    making action: String, _ location: ArrayLocation, needed: Int, _ error: SystemCallError
  ) {
    switch error.errno {
    case .fileExists: self = .alreadyExists(location)
    case .noSuchFileOrDirectory, .notDirectory:
      self = .noDirectory(location, location.directory)
    case .noSpace, .diskQuotaExceeded:
      let space = try? FileSystemSpace.holding(location.directory)
      self = .noSpace(location, action: action, needed: needed, free: space?.freeBytes)
    default: self = .refused(action, location.description, error)
    }
  }

  /// The same for whatever the making of an array may meet.
  init(
    making action: String, _ location: ArrayLocation, needed: Int, _ error: any Error
  ) {
    switch error {
    case let error as SystemCallError:
      self.init(making: action, location, needed: needed, error)
    case let error as ArrayStoreError: self = error
    default: fatalError("\(error)")
    }
  }

  /// The same for a path that a person gave.
  init(_ action: String, path: String, _ error: SystemCallError) {
    self =
      switch error.errno {
      case .noSuchFileOrDirectory: .notFound(path)
      case .tooManySymbolicLinkLevels: .notRegularFile(path, .symbolicLink)
      default: .refused(action, path, error)
      }
  }
}
