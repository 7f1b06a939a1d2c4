import MappedFiles
import NPYFormat

/// Copying an array's elements from one file into a new one, with a header of its own.
enum ArrayCopy {
  /// Publishes a copy of the elements, complete or not at all.
  ///
  /// - Parameters:
  ///   - action: what is attempted, for an error: `import`, `export`.
  ///   - source: the file to read.
  ///   - sourceName: how its user knows it.
  ///   - range: where its elements lie.
  ///   - location: where the new array goes.
  ///   - layout: the new array's: as many bytes of elements.
  ///   - options: what to do with a taken name, mode, durability.
  ///   - progress: called now and then while the elements are copied.
  /// - Returns: the new array.
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`, `.noSpace`, `.sourceChanged`, `.system`.
  static func write(
    _ action: String, from source: borrowing OwnedFile, named sourceName: String,
    _ range: Range<Int>, to location: ArrayLocation, as layout: ArrayLayout,
    _ options: CreationOptions, _ progress: ((CopyProgress) -> Void)?
  ) throws(ArrayStoreError) -> PublishedArray {
    try options.check(location, action, needed: layout.fileBytes, .written)
    var copied = 0
    do {
      let array = try UnpublishedArray(layout, at: location, options)
      try array.writeHeader()
      copied = try array.pending.file.copy(from: source, range, to: layout.dataOffset) { done in
        progress?(CopyProgress(doneBytes: done, totalBytes: range.count))
      }
      let mapping = try array.map()
      if copied == range.count { return try array.publish(mapping) }
    } catch {
      throw ArrayStoreError(
        making: action, location, needed: layout.fileBytes, error)
    }
    throw .sourceChanged(sourceName, needed: range.count, found: copied)
  }
}
