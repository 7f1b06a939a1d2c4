public import ArrayStore
import Glibc
import MappedFiles
import QueueLayout
import SystemPackage

extension ArrayQueue {
  /// Attaches a queue that somebody has created.
  ///
  /// - Parameter location: its name. A symbolic link is refused.
  /// - Returns: a handle that may send and receive.
  /// - Throws: ``ArrayQueueError`` `.unusable` for a file that is no queue's, or was altered;
  ///   `.tooManyPeers`; `.store` with `.notFound`, `.notInRoot`, `.notRegularFile`, `.otherOwner`.
  /// - Complexity: O(payloads).
  public static func attach(_ location: ArrayLocation) throws(ArrayQueueError) -> ArrayQueue {
    let file: OwnedFile
    do throws(SystemCallError) {
      file = try openInUse(location)
    } catch {
      throw .store(ArrayStoreError("attach", location, error))
    }
    let geometry = try geometry(of: file, location)
    return try ArrayQueue(joining: location, geometry, file)
  }

  /// Opens a queue's control file and marks it as in use, unless it is just being removed.
  private static func openInUse(
    _ location: ArrayLocation
  ) throws(SystemCallError) -> OwnedFile {
    let deadline = ContinuousClock.now + ScopeDirectory.patience
    while true {
      let file = try OwnedFile(opening: location.path, access: .readWrite, isLocking: true)
      if try file.tryLock(.shared, QueueGeometry.inUse) {
        // Its name may just have been removed; the file has another one.
        if try FileStatus(path: location.path).isSameFile(as: try file.status()) { return file }
      } else if ContinuousClock.now > deadline {
        throw SystemCallError("fcntl(F_OFD_SETLK)", .resourceTemporarilyUnavailable)
      } else {
        usleep(1000)
      }
    }
  }

  /// Reads what a control file says of its queue, and refuses one that is no living queue's.
  static func geometry(
    of file: borrowing OwnedFile, _ location: ArrayLocation
  ) throws(ArrayQueueError) -> QueueGeometry {
    let status: FileStatus
    let page: [UInt8]
    let ended: [UInt8]
    do throws(SystemCallError) {
      status = try file.status()
      page = try file.bytes(0..<QueueGeometry.bytes)
      ended = try file.bytes(QueueGeometry.ended..<QueueGeometry.ended + 8)
    } catch {
      throw .store(ArrayStoreError("attach", location, error))
    }
    guard status.kind == .regularFile else {
      throw .store(.notRegularFile(location.description, status.kind))
    }
    let user = geteuid()
    guard status.owner == user else {
      throw .store(.otherOwner(location, owner: status.owner, user: user))
    }
    let geometry: QueueGeometry
    do {
      geometry = try QueueGeometry(parsing: page, fileBytes: status.size)
    } catch {
      throw .unusable(location, error)
    }
    if ended.contains(where: { $0 != 0 }) { throw .store(.notFound(location.description)) }
    // A copy of a control file would lead to another queue's payloads.
    let directory = QueueDirectory.path(
      geometry.identifier, in: ArrayRoot(path: location.directory))
    let own = try? FileStatus(path: QueueDirectory.control(in: directory))
    guard let own, own.isSameFile(as: status) else { throw .unusable(location, .noPayloads) }
    return geometry
  }
}
