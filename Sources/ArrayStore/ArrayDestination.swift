package import MappedFiles
import SystemPackage

/// A new array whose elements come in pieces, from several threads, and that nobody sees before it
/// is complete.
///
/// Pieces are written, not mapped: a full file system is an error and no signal.
package struct ArrayDestination: ~Copyable, Sendable {
  private let array: UnpublishedArray

  /// Refuses, before any work is done, what would be refused in the end.
  ///
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`, `.notRegularFile`, `.noSpace`.
  package static func check(
    _ location: ArrayLocation, needed: Int, _ options: CreationOptions, action: String
  ) throws(ArrayStoreError) {
    let demand: CreationOptions.Demand = options.space == .sparse ? .none : .written
    try options.check(location, action, needed: needed, demand)
  }

  /// Begins an array; all its elements are zeros without room behind them.
  ///
  /// - Parameters:
  ///   - layout: the new array's.
  ///   - header: the bytes of its header where they are not to be those that numpy writes.
  ///   - location: where it will appear.
  ///   - options: what to do with a taken name, mode, durability.
  /// - Throws: ``SystemCallError``; ``error(_:making:needed:action:)`` says what it means.
  package init(
    _ layout: ArrayLayout, header: [UInt8]?, at location: ArrayLocation,
    _ options: CreationOptions
  ) throws(SystemCallError) {
    let array = try UnpublishedArray(layout, at: location, options)
    try array.pending.setSparseSize(layout.fileBytes)
    if let header, layout.format == .npy {
      try array.pending.file.write(elements: header.span, at: 0)
    } else {
      try array.writeHeader()
    }
    self.array = array
  }

  /// Stores elements.
  ///
  /// - Parameters:
  ///   - elements: their bytes.
  ///   - offset: where they go, in bytes from the first element.
  /// - Throws: ``SystemCallError``; `ENOSPC` on a full file system.
  package func write(_ elements: Span<UInt8>, at offset: Int) throws(SystemCallError) {
    try array.pending.file.write(elements: elements, at: array.layout.dataOffset + offset)
  }

  /// Makes room for elements that are zeros, storing nothing.
  ///
  /// - Parameters:
  ///   - count: how many bytes.
  ///   - offset: where they lie, in bytes from the first element.
  /// - Throws: ``SystemCallError``; `ENOSPC` on a full file system.
  package func reserve(_ count: Int, at offset: Int) throws(SystemCallError) {
    let start = array.layout.dataOffset + offset
    try array.pending.file.reserve(start..<start + count)
  }

  /// Gives the array its name, complete, in one step.
  ///
  /// - Parameter action: what is attempted, for an error.
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`, `.noSpace`, `.system` and those of a lifetime that
  ///   is refused; nothing is left of the array then.
  package consuming func publish(_ action: String) throws(ArrayStoreError) {
    let (location, needed) = (array.location, array.layout.fileBytes)
    do {
      _ = try array.publishFile()
    } catch {
      throw ArrayStoreError(making: action, location, needed: needed, error)
    }
  }

  /// What a refused call meant for a file that was being made, and is gone by now.
  package static func error(
    _ error: SystemCallError, making location: ArrayLocation, needed: Int, action: String
  ) -> ArrayStoreError {
    ArrayStoreError(making: action, location, needed: needed, error)
  }
}

extension SharedArray {
  /// Stores bytes over elements, from any thread: through the file, so that a full file system is an
  /// error and no signal, or into the private copy.
  ///
  /// - Precondition: the handle may store.
  /// - Parameters:
  ///   - elements: their bytes, as they lie in the file.
  ///   - offset: where they go, in bytes from the first element.
  /// - Throws: `SystemCallError`; part may then be stored.
  package func overwrite(_ elements: Span<UInt8>, at offset: Int) throws(SystemCallError) {
    guard let attachment = try? attachment else {
      throw SystemCallError("pwrite", .badFileDescriptor)
    }
    let start = attachment.layout.dataOffset + offset
    guard access == .privateCopy else {
      return try attachment.file.descriptor.write(elements: elements, at: start)
    }
    attachment.memory.mapping.withMutableBytes(start..<start + elements.count) { bytes in
      var bytes = bytes
      for index in elements.indices { bytes[index] = elements[index] }
    }
  }
}
