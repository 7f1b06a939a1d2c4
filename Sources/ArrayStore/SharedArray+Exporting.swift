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
    let attachment = attachment
    let source = attachment.layout
    let target = try ArrayLocation(file: path)
    let layout = try Self.newLayout(
      target, shape: source.shape, source.dtype, isFortranOrder: source.isFortranOrder,
      format: options.format, padding: options.padding)
    guard access == .privateCopy else {
      try ArrayCopy.write(
        "export", from: attachment.file.descriptor, named: location.description,
        source.dataRange, to: target, as: layout, options, progress)
      return layout
    }
    try options.check(target, "export", needed: layout.fileBytes, .written)
    do throws(SystemCallError) {
      let array = try UnpublishedArray(layout, at: target, options)
      try array.writeHeader()
      try attachment.withBytes { elements throws(SystemCallError) in
        try array.pending.file.write(elements: elements, at: layout.dataOffset)
      }
      _ = try array.publish()
    } catch {
      throw ArrayStoreError(
        making: "export", target, needed: layout.fileBytes, error)
    }
    return layout
  }
}
