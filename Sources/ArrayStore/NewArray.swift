import MappedFiles
package import NPYFormat

/// An array that is being filled, and that nobody else sees before it is published.
///
/// Its memory stays where it is as long as this does, and in the handle that publishing makes.
/// Dropped, it leaves nothing behind.
package final class NewArray: Sendable {
  /// Where it will be.
  package let location: ArrayLocation
  /// How its elements lie.
  package let layout: ArrayLayout
  private let memory: ArrayMapping
  /// Nil once it was published, or that was tried.
  private let file: Guarded<UnpublishedArray?>

  /// Begins an array of zeros, with the room that the options ask for.
  ///
  /// - Throws: ``ArrayStoreError`` as ``SharedArray/create(_:shape:dtype:lifetime:options:)``, but
  ///   for `.alreadyExists`.
  package init(
    _ location: ArrayLocation, shape: [Int], dtype: DType, options: CreationOptions
  ) throws(ArrayStoreError) {
    self.location = location
    layout = try SharedArray.newLayout(location, shape: shape, dtype, options)
    let array = try SharedArray.roomyArray(layout, at: location, options)
    do throws(SystemCallError) {
      try array.writeHeader()
      memory = ArrayMapping(try array.map())
    } catch {
      throw ArrayStoreError(making: "create", location, needed: layout.fileBytes, error)
    }
    file = Guarded(array)
  }

  /// Lends the elements' bytes for storing.
  package func withMutableBytes<Result>(
    _ body: (consuming MutableSpan<UInt8>) throws -> Result
  ) rethrows -> Result {
    try memory.mapping.withMutableBytes(layout.dataRange, body)
  }

  /// Gives the array its name, complete.
  ///
  /// - Returns: the array, with the same memory; nil when this was asked before.
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`, and others of making an array.
  package func publish() throws(ArrayStoreError) -> SharedArray? {
    guard let array = file.withLock({ $0.take() }) else { return nil }
    do {
      let (file, ownership) = try array.publishFile()
      return PublishedArray(
        layout: layout, location: location, file: file, memory: memory, ownership: ownership
      ).handle
    } catch {
      throw ArrayStoreError(making: "create", location, needed: layout.fileBytes, error)
    }
  }
}
