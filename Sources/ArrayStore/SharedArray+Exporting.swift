import MappedFiles
import NPYFormat

extension SharedArray {
  /// Writes a copy of the array to a file: a `.npy` with the header that numpy writes, or with
  /// ``CreationOptions/format`` `.raw` the elements alone.
  ///
  /// The file appears complete or never. Elements are read with `pread`, not through the mapping;
  /// those that another process changes meanwhile are in the copy either way. Of an array that is
  /// attached as a private copy, the private elements are written.
  ///
  /// - Parameters:
  ///   - path: the file to make.
  ///   - options: format, mode, what to do with a taken name, durability. The order is the array's.
  ///   - progress: called now and then while the elements are copied.
  /// - Returns: the layout of the file.
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`, `.noSpace`, `.noDirectory`, `.sourceChanged`.
  /// - Complexity: O(bytes) time, less than 1 MiB of memory.
  @discardableResult
  public func export(
    to path: String, options: CreationOptions = CreationOptions(),
    progress: ((CopyProgress) -> Void)? = nil
  ) throws(ArrayStoreError) -> ArrayLayout {
    try publishCopy("export", to: try ArrayLocation(file: path), options, progress).layout
  }

  /// Copies the array into a new one.
  ///
  /// The elements are read as ``export(to:options:progress:)`` reads them.
  ///
  /// - Parameters:
  ///   - location: the new array's name or file.
  ///   - options: format, padding, mode, lifetime and owner, what to do with a taken name. The order
  ///     is the array's.
  /// - Returns: a handle of the new array that may read and store.
  /// - Throws: ``ArrayStoreError`` as ``export(to:options:progress:)``.
  /// - Complexity: O(bytes) time, less than 1 MiB of memory.
  public func copy(
    to location: ArrayLocation, options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    try ArrayRoot.collectingWhenFull(location) { () throws(ArrayStoreError) in
      try publishCopy("copy", to: location, options, nil).handle
    }
  }

  private func publishCopy(
    _ action: String, to target: ArrayLocation, _ options: CreationOptions,
    _ progress: ((CopyProgress) -> Void)?
  ) throws(ArrayStoreError) -> PublishedArray {
    let attachment = try attachment
    let source = attachment.layout
    let layout = try Self.newLayout(
      target, shape: source.shape, source.dtype, isFortranOrder: source.isFortranOrder,
      format: options.format, padding: options.padding)
    guard access == .privateCopy else {
      return try ArrayCopy.write(
        action, from: attachment.file.descriptor, named: location.description,
        source.dataRange, to: target, as: layout, options, progress)
    }
    try options.check(target, action, needed: layout.fileBytes, .written)
    do {
      let array = try UnpublishedArray(layout, at: target, options)
      try array.writeHeader()
      try attachment.withBytes { elements throws(SystemCallError) in
        try array.pending.file.write(elements: elements, at: layout.dataOffset)
      }
      let mapping = try array.map()
      return try array.publish(mapping)
    } catch {
      throw ArrayStoreError(making: action, target, needed: layout.fileBytes, error)
    }
  }
}
