import Glibc
import SystemPackage

/// A directory that belongs to one user and that nobody else can look into or write to.
public struct PrivateDirectory: ~Copyable {
  /// Why a directory is not to be trusted.
  public enum Problem: Error, Hashable, Sendable {
    /// The kernel refused.
    case system(SystemCallError)
    /// It belongs to somebody else, others may use it, or it is no directory at all.
    case notPrivate(FileStatus)
  }

  /// Its path.
  public let path: String
  private let file: OwnedFile

  /// Opens the directory, and makes it first if it is asked to.
  ///
  /// - Parameters:
  ///   - path: the directory.
  ///   - isMade: whether it is made, with mode 0700, when it is not there.
  /// - Throws: ``Problem``; `.system` with `ENOENT` when it is not there and is not made.
  public init(at path: String, isMade: Bool) throws(Problem) {
    file = try Self.checked(path, isMade)
    self.path = path
  }

  private static func checked(
    _ path: String, _ isMade: Bool
  ) throws(Problem) -> OwnedFile {
    let file: OwnedFile
    do {
      file = try open(path, isMade)
    } catch {
      // A link, a file or a directory that may not be opened says more than the kernel's refusal.
      if let status = try? FileStatus(path: path), !isPrivate(status) {
        throw .notPrivate(status)
      }
      throw .system(error)
    }
    let status: FileStatus
    do {
      status = try file.status()
    } catch {
      throw .system(error)
    }
    guard isPrivate(status) else { throw .notPrivate(status) }
    return file
  }

  private static func isPrivate(_ status: FileStatus) -> Bool {
    status.kind == .directory && status.owner == geteuid() && status.permissions & 0o077 == 0
  }

  private static func open(
    _ path: String, _ isMade: Bool
  ) throws(SystemCallError) -> OwnedFile {
    while true {
      do throws(SystemCallError) {
        return try OwnedFile(lockingDirectory: path)
      } catch
        where isMade && error.errno == .noSuchFileOrDirectory
      {
        do throws(SystemCallError) {
          _ = try unsafe systemCall("mkdir", path) { unsafe mkdir($0, S_IRWXU) }
        } catch
          where error.errno == .fileExists
        {
          // Somebody else was faster.
        }
      }
    }
  }

  /// Takes the directory's lock, which this value holds until it goes.
  ///
  /// The pauses between the tries grow from 10 microseconds to 5 milliseconds. The corresponding C
  /// function is `flock`.
  ///
  /// - Returns: false when somebody else held it all that time.
  /// - Throws: ``SystemCallError``.
  public func lock(upTo limit: Duration) throws(SystemCallError) -> Bool {
    var deadline: ContinuousClock.Instant?
    var pause: UInt32 = 10
    while true {
      do throws(SystemCallError) {
        _ = try systemCall("flock") { flock(file.descriptor, LOCK_EX | LOCK_NB) }
        return true
      } catch {
        guard error.errno == .wouldBlock else { throw error }
      }
      if limit == .zero { return false }
      let now = ContinuousClock.now
      guard now < deadline ?? now + limit else { return false }
      deadline = deadline ?? now + limit
      usleep(pause)
      pause = min(pause * 2, 5000)
    }
  }
}
