import MappedFiles
import NPYFormat

/// An array that is being made and has no name yet.
///
/// Dropped, it is gone. Its errors are the kernel's: whoever makes the array says what was
/// attempted, and asks for the free space only when this, and the room that it held, is gone.
struct UnpublishedArray: ~Copyable {
  let layout: ArrayLayout
  let location: ArrayLocation
  private let options: CreationOptions
  let pending: PendingFile

  /// Begins a file in the location's directory, after clearing away what dead writers left there.
  init(
    _ layout: ArrayLayout, at location: ArrayLocation, _ options: CreationOptions
  ) throws(SystemCallError) {
    self.layout = layout
    self.location = location
    self.options = options
    Residue.clear(location.directory, always: options.onConflict == .replace)
    pending = try PendingFile(in: location.directory)
  }

  /// Makes room for zeros, as the options say.
  func makeRoom() throws(SystemCallError) {
    switch options.space {
    case .reserved: try pending.reserve(layout.fileBytes)
    case .sparse: try pending.setSparseSize(layout.fileBytes)
    }
  }

  /// Writes the header, if the format has one.
  func writeHeader() throws(SystemCallError) {
    guard layout.format == .npy else { return }
    try pending.file.write(elements: layout.header.encoded.span, at: 0)
  }

  /// Maps the whole file, to fill it and to keep.
  func map() throws(SystemCallError) -> Mapping {
    try Mapping(pending.file, count: layout.fileBytes, protection: .readWrite)
  }

  /// Gives the array its name, complete, in one step.
  ///
  /// Before that the file is marked as in use, and its owner is written down.
  ///
  /// - Parameter mapping: the whole file.
  /// - Returns: the array.
  /// - Throws: ``ArrayStoreError`` where the lifetime or the replacement is refused;
  ///   `SystemCallError`.
  consuming func publish(_ mapping: consuming Mapping) throws -> PublishedArray {
    let (layout, location) = (layout, location)
    let memory = ArrayMapping(mapping)
    let (file, ownership) = try publishFile()
    return PublishedArray(
      layout: layout, location: location, file: file, memory: memory, ownership: ownership)
  }

  /// The same without its memory.
  ///
  /// - Returns: the file, and who owns the array.
  /// - Throws: as ``publish(_:)``.
  consuming func publishFile() throws -> (ArrayFile, Ownership?) {
    let (location, options) = (location, options)
    try markInUse()
    let scope = try options.owner(of: location)
    let ownership = try scope?.own(
      location, pending.file, options.lifetime, isPending: true)
    let file: ArrayFile
    do {
      file = try publish(location, options)
    } catch {
      if let ownership { scope?.abandon(ownership) }
      throw error
    }
    if let ownership { scope?.confirm(ownership) }
    return (file, ownership)
  }

  private consuming func publish(
    _ location: ArrayLocation, _ options: CreationOptions
  ) throws -> ArrayFile {
    // A new name needs no turn: it is nobody's to remove yet.
    let turn = try NamespaceTurn(at: location, isNeeded: options.onConflict == .replace)
    let file = try pending.publish(
      as: location.name, onConflict: options.onConflict, permissions: options.permissions,
      durable: options.isDurable)
    turn.end()
    return ArrayFile(file)
  }

  private func markInUse() throws(SystemCallError) {
    do throws(SystemCallError) {
      _ = try pending.file.markInUse(LockedBytes.inUse(layout.format).lowerBound)
    } catch {
      guard error.meansNoLocks else { throw error }
    }
  }
}
