import MappedFiles
import NPYFormat
import SystemPackage

extension SharedArray {
  /// Removes an array's name.
  ///
  /// Processes that have it attached keep it, whole, until they let go.
  ///
  /// - Parameters:
  ///   - location: the array.
  ///   - format: `.npy` refuses a file that does not begin as a `.npy` file does; `.raw` removes any
  ///     regular file, as raw arrays look like nothing in particular.
  ///   - onlyIfUnused: whether an array that somebody has attached through npyshare is refused.
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.notRegularFile`, `.notNPY`, `.inUse`,
  ///   `.namespaceLocked`, `.untrustedDirectory`, `.system`.
  public static func remove(
    _ location: ArrayLocation, format: ArrayLayout.Format = .npy, onlyIfUnused: Bool = false
  ) throws(ArrayStoreError) {
    Residue.clear(location.directory)
    let turn = try NamespaceTurn(at: location) { () throws(ArrayStoreError) in
      try checkRemovable(location, format)
    }
    try checkRemovable(location, format)
    let mark: UseMark
    do throws(SystemCallError) {
      mark = onlyIfUnused ? try UseMark.taken(location.path) : .free(nil)
      if case .free = mark { try NameRemoval.remove(location.path) }
    } catch {
      throw ArrayStoreError("remove", location, error)
    }
    if case .inUse = mark { throw .inUse(location) }
    turn.end()
    OpenScopes.releaseFormer(location)
  }

  /// Refuses what is not to be removed as an array.
  private static func checkRemovable(
    _ location: ArrayLocation, _ format: ArrayLayout.Format
  ) throws(ArrayStoreError) {
    let (status, refusal): (FileStatus, NPYFormatError?)
    do {
      status = try FileStatus(path: location.path)
      refusal =
        status.kind == .regularFile && format == .npy
        ? try objection(to: location, status) : nil
    } catch {
      throw ArrayStoreError("remove", location, error)
    }
    guard status.kind == .regularFile else {
      throw .notRegularFile(location.description, status.kind)
    }
    if let refusal { throw .notNPY(location, refusal) }
  }

  /// Removes this array's name, if that still leads to this array.
  ///
  /// Doing it again does nothing, and neither does it when somebody else has removed or replaced the
  /// array. The handle stays attached.
  ///
  /// - Returns: whether there was anything to remove.
  /// - Throws: ``ArrayStoreError`` `.closed`, `.namespaceLocked`, `.untrustedDirectory`, `.system`.
  @discardableResult
  public func remove() throws(ArrayStoreError) -> Bool {
    let attachment = try attachment
    let turn = try NamespaceTurn(at: location)
    do throws(SystemCallError) {
      let status = try FileStatus(path: location.path)
      guard try attachment.file.descriptor.status().isSameFile(as: status) else { return false }
      try NameRemoval.remove(location.path)
    } catch
      where error.errno == .noSuchFileOrDirectory
    {
      return false
    } catch {
      throw ArrayStoreError("remove", location, error)
    }
    turn.end()
    OpenScopes.releaseFormer(location)
    return true
  }

  /// Why the first bytes of a file are not those of any `.npy` file; nil when they are.
  private static func objection(
    to location: ArrayLocation, _ status: FileStatus
  ) throws(SystemCallError) -> NPYFormatError? {
    let file = try OwnedFile(opening: location.path)
    return try file.withHeaderBytes(of: 0..<status.size) { bytes in
      do throws(NPYFormatError) {
        _ = try NPYHeader.extent(of: bytes)
        return nil
      } catch {
        return error
      }
    }
  }
}
