import MappedFiles
public import NPYFormat

extension SharedArray {
  /// Copies a `.npy` file into a new array.
  ///
  /// The header is written anew, as numpy writes it; bytes behind the elements are left out. The
  /// array appears complete or never, and when it replaces another one, whoever has that attached
  /// keeps it.
  ///
  /// - Parameters:
  ///   - path: the file; it may be a link, and anybody's.
  ///   - location: the array to make.
  ///   - options: padding, mode, what to do with a taken name. The order is the file's.
  ///   - progress: called now and then while the elements are copied.
  /// - Returns: the layout of the new array.
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.invalidHeader`, `.truncated`, `.objectElements`,
  ///   `.alreadyExists`, `.noSpace`, `.sourceChanged` when the file is cut short meanwhile.
  /// - Complexity: O(bytes) time, less than 1 MiB of memory.
  @discardableResult
  public static func importFile(
    _ path: String, as location: ArrayLocation, options: CreationOptions = CreationOptions(),
    progress: ((CopyProgress) -> Void)? = nil
  ) throws(ArrayStoreError) -> ArrayLayout {
    try copyFile(path, to: location, options, progress) { file, status throws(ArrayStoreError) in
      try ArrayLayout(of: file, status, name: path)
    }
  }

  /// Copies a file of elements without a header into a new array.
  ///
  /// - Parameters:
  ///   - path: the file: all its bytes are elements.
  ///   - shape: the extent of each axis.
  ///   - dtype: the type of the elements.
  ///   - location: the array to make.
  ///   - options: order, padding, mode, what to do with a taken name.
  ///   - progress: called now and then while the elements are copied.
  /// - Returns: the layout of the new array.
  /// - Throws: ``ArrayStoreError`` as ``importFile(_:as:options:progress:)``, and `.sizeMismatch`
  ///   when the file has not exactly the bytes that shape and dtype need.
  @discardableResult
  public static func importRawFile(
    _ path: String, shape: [Int], dtype: DType, as location: ArrayLocation,
    options: CreationOptions = CreationOptions(), progress: ((CopyProgress) -> Void)? = nil
  ) throws(ArrayStoreError) -> ArrayLayout {
    try copyFile(path, to: location, options, progress) { _, status throws(ArrayStoreError) in
      let source = try newLayout(
        location, shape: shape, dtype, isFortranOrder: options.isFortranOrder, format: .raw)
      guard source.dataBytes == status.size else {
        throw .sizeMismatch(path, unit: "bytes", needed: source.dataBytes, found: status.size)
      }
      return source
    }
  }

  private static func copyFile(
    _ path: String, to location: ArrayLocation, _ options: CreationOptions,
    _ progress: ((CopyProgress) -> Void)?,
    _ sourceLayout: (borrowing OwnedFile, FileStatus) throws(ArrayStoreError) -> ArrayLayout
  ) throws(ArrayStoreError) -> ArrayLayout {
    let file: OwnedFile
    let status: FileStatus
    do {
      file = try OwnedFile(opening: path, links: .followed)
    } catch {
      throw ArrayStoreError("read", path: path, error)
    }
    do {
      status = try file.status()
    } catch {
      throw ArrayStoreError("read", path: path, error)
    }
    guard status.kind == .regularFile else { throw .notRegularFile(path, status.kind) }
    let source = try sourceLayout(file, status)
    try source.check(fits: file, bytes: status.size, name: path)
    let layout = try newLayout(
      location, shape: source.shape, source.dtype, isFortranOrder: source.isFortranOrder,
      format: options.format, padding: options.padding)
    do {
      _ = try ArrayCopy.write(
        "import", from: file, named: path, source.dataRange, to: location, as: layout, options,
        progress)
    } catch {
      guard ArrayRoot.makesRoom(after: error, for: location) else { throw error }
      _ = try ArrayCopy.write(
        "import", from: file, named: path, source.dataRange, to: location, as: layout, options,
        progress)
    }
    return layout
  }
}
