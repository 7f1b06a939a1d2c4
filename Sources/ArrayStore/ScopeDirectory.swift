import Glibc
import MappedFiles
import SystemPackage

/// Where a user's scopes have their journals: `.npyshare-UID` under the root, mode 0700.
///
/// Its lock (`flock`) is the user's namespace lock: whoever removes, replaces or collects names under
/// the root holds it, from the look at what a name leads to until the name is changed.
package struct ScopeDirectory: ~Copyable {
  /// How long the lock is waited for: its holders need microseconds for each name, so by then one of
  /// them is stopped.
  package static let patience = Duration.seconds(2)
  private static let prefix = ".npyshare-"

  let root: ArrayRoot
  private let directory: PrivateDirectory

  var path: String { directory.path }

  /// Opens the directory of this process's user, and makes it.
  ///
  /// - Throws: ``ArrayStoreError`` `.untrustedDirectory`, `.system`.
  init(makingIn root: ArrayRoot) throws(ArrayStoreError) {
    self.root = root
    directory = try Self.open(root, isMade: true)
  }

  /// Opens the directory of this process's user; nil when it was never made.
  ///
  /// - Throws: ``ArrayStoreError`` `.untrustedDirectory`, `.system`.
  static func existing(in root: ArrayRoot) throws(ArrayStoreError) -> ScopeDirectory? {
    do throws(ArrayStoreError) {
      return ScopeDirectory(root, try open(root, isMade: false))
    } catch {
      if case .system(_, _, let refusal) = error, refusal.errno == .noSuchFileOrDirectory {
        return nil
      }
      // Neither was it made where nothing can be looked at.
      guard (try? FileStatus(path: path(in: root))) != nil else { return nil }
      throw error
    }
  }

  private init(_ root: ArrayRoot, _ directory: consuming PrivateDirectory) {
    self.root = root
    self.directory = directory
  }

  private static func open(
    _ root: ArrayRoot, isMade: Bool
  ) throws(ArrayStoreError) -> PrivateDirectory {
    let path = path(in: root)
    do {
      return try PrivateDirectory(at: path, isMade: isMade)
    } catch {
      switch error {
      case .system(let error): throw .refused("open", path, error)
      case .notPrivate(let status): throw .untrustedDirectory(path, status)
      }
    }
  }

  package static func path(in root: ArrayRoot, user: UInt32 = geteuid()) -> String {
    "\(root.path == "/" ? "" : root.path)/\(prefix)\(user)"
  }

  /// The users who have such a directory under a root, by its name.
  static func users(in root: ArrayRoot) -> [UInt32] {
    let names = (try? DirectoryNames(of: root.path, startingWith: prefix).names) ?? []
    return names.compactMap { name in
      let digits = name.dropFirst(prefix.count)
      guard digits.utf8.count <= 10, let user = UInt32(digits), "\(user)" == digits else {
        return nil
      }
      // To the kernel -1 is no user.
      return user == .max ? nil : user
    }.sorted()
  }

  /// Takes the namespace lock, until this goes.
  ///
  /// - Parameter check: called before a wait for those who have it.
  /// - Throws: ``ArrayStoreError`` `.namespaceLocked`, `.system`, and what `check` throws.
  func lock(
    beforeWaiting check: () throws(ArrayStoreError) -> Void = {}
  ) throws(ArrayStoreError) {
    if try tryLock(upTo: .zero) { return }
    try check()
    if try tryLock(upTo: Self.patience) { return }
    throw .namespaceLocked(path, after: Self.patience)
  }

  private func tryLock(upTo limit: Duration) throws(ArrayStoreError) -> Bool {
    do throws(SystemCallError) {
      return try directory.lock(upTo: limit)
    } catch {
      throw .refused("lock", path, error)
    }
  }

  /// Gives the lock back.
  consuming func end() {}

  /// The scopes that have a journal, in the order of their identifiers.
  func identifiers() throws(ArrayStoreError) -> [ScopeIdentifier] {
    do {
      return try DirectoryNames(of: path).names.sorted().compactMap { ScopeIdentifier($0) }
    } catch {
      throw .refused("list", path, error)
    }
  }
}
