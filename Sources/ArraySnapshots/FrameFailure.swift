import ArrayStore
import MappedFiles

/// What ended the way of frames from or to a snapshot.
enum FrameFailure: Error, Sendable {
  /// What is read could not be had.
  case snapshot(SnapshotError)
  /// What was made of it could not be stored.
  case destination(SystemCallError)
  /// What was made of it could not get its name.
  case publication(ArrayStoreError)

  /// What it means for a file that was being made, and is gone by now.
  func snapshotError(
    making location: ArrayLocation, needed: Int, action: String
  ) -> SnapshotError {
    switch self {
    case .snapshot(let error): error
    case .publication(let error): .array(error)
    case .destination(let error):
      .array(
        ArrayDestination.error(error, making: location, needed: needed, action: action))
    }
  }

  /// What it means for an array that exists.
  func snapshotError(storing location: ArrayLocation) -> SnapshotError {
    switch self {
    case .snapshot(let error): error
    case .publication(let error): .array(error)
    case .destination(let error):
      .array(.system(action: "store into", name: location.description, error))
    }
  }

  /// What it means where nothing is stored.
  func snapshotError(reading path: String) -> SnapshotError {
    switch self {
    case .snapshot(let error): error
    case .publication(let error): .array(error)
    case .destination(let error):
      .system(action: "read the snapshot", path: path, error)
    }
  }
}
