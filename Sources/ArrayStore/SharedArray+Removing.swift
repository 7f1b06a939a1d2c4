import MappedFiles
import NPYFormat

extension SharedArray {
  /// Removes an array's name.
  ///
  /// Processes that have it attached keep it, whole, until they let go.
  ///
  /// - Parameters:
  ///   - location: the array.
  ///   - format: `.npy` refuses a file that does not begin as a `.npy` file does; `.raw` removes any
  ///     regular file, as raw arrays look like nothing in particular.
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.notRegularFile`, `.notNPY`, `.system`.
  public static func remove(
    _ location: ArrayLocation, format: ArrayLayout.Format = .npy
  ) throws(ArrayStoreError) {
    Residue.clear(location.directory)
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
    do {
      try NameRemoval.remove(location.path)
    } catch {
      throw ArrayStoreError("remove", location, error)
    }
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
