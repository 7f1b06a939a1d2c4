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
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`, `.noSpace`, `.sourceChanged`, `.system`.
  static func write(
    _ action: String, from source: borrowing OwnedFile, named sourceName: String,
    _ range: Range<Int>, to location: ArrayLocation, as layout: ArrayLayout,
    _ options: CreationOptions, _ progress: ((CopyProgress) -> Void)?
  ) throws(ArrayStoreError) {
    try options.check(location, action, needed: layout.fileBytes, .written)
    let copied: Int
    do throws(SystemCallError) {
      let array = try UnpublishedArray(layout, at: location, options)
      try array.writeHeader()
      copied = try array.pending.file.copy(from: source, range, to: layout.dataOffset) { done in
        progress?(CopyProgress(doneBytes: done, totalBytes: range.count))
      }
      if copied == range.count { _ = try array.publish() }
    } catch {
      throw ArrayStoreError(
        making: action, location, needed: layout.fileBytes, error)
    }
    guard copied == range.count else {
      throw .sourceChanged(sourceName, needed: range.count, found: copied)
    }
  }
}
