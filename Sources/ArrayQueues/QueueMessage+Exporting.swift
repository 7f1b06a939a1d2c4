public import ArrayStore
import MappedFiles
import NPYFormat
import SystemPackage

extension QueueMessage {
  /// Copies the message into a `.npy` file, as numpy would write it.
  ///
  /// The file appears when it is complete. A taken name is refused, and nothing is left of a file
  /// that could not be written.
  ///
  /// - Parameter file: where the file is made.
  /// - Throws: ``ArrayQueueError`` `.store` with `.alreadyExists`, with `.noSpace` and the numbers,
  ///   with `.noDirectory`; `.invalidLayout`.
  public borrowing func export(to file: ArrayLocation) throws(ArrayQueueError) {
    let header: NPYHeader
    do {
      header = try NPYHeader(dtype: dtype, shape: shape, isFortranOrder: isFortranOrder)
    } catch {
      throw .invalidLayout(file, error)
    }
    do throws(SystemCallError) {
      let pending = try PendingFile(in: file.directory)
      try pending.file.write(elements: header.encoded.span, at: 0)
      try write(pending.file, at: header.dataOffset)
      _ = try pending.publish(as: file.name)
    } catch {
      if error.errno == .noSuchFileOrDirectory { throw .store(.noDirectory(file, file.directory)) }
      throw .store(ArrayStoreError(making: "export", file, needed: header.fileBytes, error))
    }
  }

  private borrowing func write(
    _ file: borrowing OwnedFile, at offset: Int
  ) throws(SystemCallError) {
    try withBytes { bytes throws(SystemCallError) in try file.write(elements: bytes, at: offset) }
  }
}
