import Glibc
import MappedFiles
import SystemPackage

extension ArrayRoot {
  /// The scopes of this process's user, those of dead owners included.
  ///
  /// - Throws: ``ArrayStoreError`` `.untrustedDirectory`, `.system`.
  public func scopes() throws(ArrayStoreError) -> [ScopeStatus] {
    guard let directory = try ScopeDirectory.existing(in: self) else { return [] }
    var scopes: [ScopeStatus] = []
    for identifier in try directory.identifiers() {
      if let status = (try? ScopeRecord.read(identifier, in: directory.path))??.status {
        scopes.append(status)
      }
    }
    return scopes
  }

  /// Removes what scopes whose owners are dead have left.
  ///
  /// Anybody may do it at any time, be killed meanwhile, or do it twice at once. The arrays of a
  /// living owner, persistent ones, and other files that have come to the names of collected ones are
  /// never touched. Those who have a collected array attached keep it, whole.
  ///
  /// - Parameters:
  ///   - isDryRun: whether it only says what it would do.
  ///   - report: is told of each array at once, and so also before an error is thrown.
  /// - Returns: the arrays that dead scopes owned and that were still there.
  /// - Throws: ``ArrayStoreError`` `.untrustedDirectory`; `.namespaceLocked` when a process is
  ///   stopped in the middle of a removal; `.system`.
  /// - Complexity: O(scopes + arrays of dead ones), a few system calls each.
  @discardableResult
  public func collect(
    isDryRun: Bool = false, reporting report: (CollectedArray) -> Void = { _ in }
  ) throws(ArrayStoreError) -> [CollectedArray] {
    // Whole arrays, too, whose writers died while they replaced others.
    if !isDryRun { Residue.clear(path, always: true) }
    if !isDryRun { OpenScopes.settleClosed(in: self) }
    guard let directory = try ScopeDirectory.existing(in: self) else { return [] }
    try directory.lock()
    if !isDryRun { try? PendingFile.removeAbandoned(in: directory.path) }
    let queues = QueueCollection(in: self)
    var collected: [CollectedArray] = []
    var held: [HeldFile] = []
    var refusal: ArrayStoreError?
    for identifier in try directory.identifiers() {
      do {
        guard let scope = try ScopeRecord.read(identifier, in: directory.path) else { continue }
        if scope.isAlive {
          for (_, entry) in scope.entries { queues.keep(entry) }
        } else {
          let found = try settle(scope, queues, isDryRun: isDryRun, holding: &held)
          found.forEach(report)
          collected += found
        }
      } catch {
        // One journal that cannot be read keeps none of the others.
        queues.noteUnread()
        refusal = refusal ?? .refused("read", "\(directory.path)/\(identifier)", error)
      }
    }
    if !isDryRun {
      queues.giveBack()
      queues.endQueues(holding: &held)
    }
    directory.end()
    if let refusal { throw refusal }
    return collected
  }

  /// Does something that needs room, and if there is none does it again when a collection has made some.
  static func collectingWhenFull<Result: ~Copyable>(
    _ location: ArrayLocation, _ body: () throws(ArrayStoreError) -> Result
  ) throws(ArrayStoreError) -> Result {
    do {
      return try body()
    } catch {
      guard makesRoom(after: error, for: location) else { throw error }
      return try body()
    }
  }

  /// Collects if that may mend an error; whether it has removed anything.
  package static func makesRoom(after error: ArrayStoreError, for location: ArrayLocation) -> Bool {
    guard case .noSpace = error, location.backing == .shm,
      let collected = try? ArrayRoot(path: location.directory).collect()
    else { return false }
    return collected.contains { $0.outcome == .removed }
  }

  /// Removes what dead scopes of all users have left, each user's as that user.
  ///
  /// The process acts as each of them in turn, all its threads do: for a program of its own.
  ///
  /// - Parameters:
  ///   - isDryRun: whether it only says what it would do.
  ///   - report: is told of each array at once, and so also before an error is thrown.
  /// - Returns: the arrays that dead scopes owned and that were still there.
  /// - Throws: ``ArrayStoreError`` as ``collect(isDryRun:reporting:)``, after all users' turns;
  ///   `.system` when the process is not root's.
  @discardableResult
  public func collectOfAllUsers(
    isDryRun: Bool = false, reporting report: (CollectedArray) -> Void = { _ in }
  ) throws(ArrayStoreError) -> [CollectedArray] {
    let user = geteuid()
    var collected: [CollectedArray] = []
    var refusal: ArrayStoreError?
    for other in ScopeDirectory.users(in: self) {
      guard seteuid(other) == 0 else {
        refusal =
          refusal
          ?? .system(
            action: "collect as user \(other) in", name: path,
            SystemCallError("seteuid", Errno(rawValue: errno)))
        continue
      }
      defer { seteuid(user) }
      do throws(ArrayStoreError) {
        collected += try collect(isDryRun: isDryRun, reporting: report)
      } catch {
        // No user keeps the others' from being collected.
        refusal = refusal ?? error
      }
    }
    if let refusal { throw refusal }
    return collected
  }

  /// Sleeps until a scope has ended, however its owner ends.
  ///
  /// The kernel wakes whoever waits when the owner's lock goes. Any number may wait; that does not
  /// make the scope look alive.
  ///
  /// - Parameter scope: which one, as ``scopes()`` has it.
  /// - Returns: false when there is no such scope any more.
  /// - Throws: ``ArrayStoreError`` `.untrustedDirectory`, `.system`.
  @discardableResult
  public func waitForEnd(of scope: ScopeIdentifier) throws(ArrayStoreError) -> Bool {
    guard let directory = try ScopeDirectory.existing(in: self) else { return false }
    let path = "\(directory.path)/\(scope)"
    do throws(SystemCallError) {
      let file = try OwnedFile(opening: path, isLocking: true)
      try file.lock(.shared, ScopeJournal.lockedBytes)
      return true
    } catch
      where error.errno == .noSuchFileOrDirectory
    {
      return false
    } catch {
      throw .refused("wait for", path, error)
    }
  }
}
