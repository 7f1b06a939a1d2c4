import MappedFiles
import SystemPackage

extension JournalEntry {
  /// What a name leads to, as far as an entry is concerned.
  enum State {
    /// To nothing, or to another file than the one that was written down.
    case gone
    /// To that file, which takes so many bytes and is not kept by any user.
    case due(bytes: Int)
    /// To that file, whose users keep it.
    case inUse(bytes: Int)
  }

  /// Whether the name leads to what was written down.
  ///
  /// - Throws: `SystemCallError`, also when the kernel does not say.
  func isNamed(in root: ArrayRoot) throws(SystemCallError) -> Bool {
    do throws(SystemCallError) {
      return try isIdentity(of: try OwnedFile(locating: "\(root.path)/\(name)"))
    } catch
      where error.errno == .noSuchFileOrDirectory
    {
      return false
    }
  }

  /// Whether a file is the one that was written down; a kernel that does not say is no answer.
  private func isIdentity(of file: borrowing OwnedFile) throws(SystemCallError) -> Bool {
    guard let present = try file.identity() else {
      throw SystemCallError("name_to_handle_at", .notSupported)
    }
    return present == identity
  }

  /// Removes the name if it leads to what was written down, and no user keeps that.
  ///
  /// - Parameters:
  ///   - root: where the name is.
  ///   - isDryRun: whether it only looks.
  ///   - held: gets what should be let go of only after the lock.
  /// - Returns: what the name led to.
  /// - Throws: `SystemCallError`.
  /// - Precondition: the namespace lock is held.
  func settle(
    in root: ArrayRoot, isDryRun: Bool = false, holding held: inout [HeldFile]
  ) throws(SystemCallError) -> State {
    let path = "\(root.path)/\(name)"
    do throws(SystemCallError) {
      let file = try OwnedFile(locating: path)
      guard try isIdentity(of: file) else { return .gone }
      let bytes = try file.status().allocatedBytes
      // Held while the name goes, so that nobody attaches what is about to be nobody's.
      let mark = lifetime == .lastUser ? try UseMark.taken(path, isDryRun: isDryRun) : .free(nil)
      guard case .free(let lock) = mark else { return .inUse(bytes: bytes) }
      if !isDryRun { try Self.remove(path) }
      withExtendedLifetime(lock) {}
      if bytes >= HeldFile.leastBytes, held.count < HeldFile.maximumCount {
        held.append(HeldFile(file))
      }
      return .due(bytes: bytes)
    } catch
      where error.errno == .noSuchFileOrDirectory
    {
      return .gone
    }
  }

  private static func remove(_ path: String) throws(SystemCallError) {
    do throws(SystemCallError) {
      try NameRemoval.remove(path)
    } catch
      where error.errno == .noSuchFileOrDirectory
    {
      // A program that does not take the lock was faster.
    }
  }
}
