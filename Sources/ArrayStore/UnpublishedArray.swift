import MappedFiles
import NPYFormat

/// An array that is being made and has no name yet.
///
/// Dropped, it is gone. Its errors are the kernel's: whoever makes the array says what was
/// attempted, and asks for the free space only when this, and the room that it held, is gone.
struct UnpublishedArray: ~Copyable {
  let layout: ArrayLayout
  private let location: ArrayLocation
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
  consuming func publish() throws(SystemCallError) -> OwnedFile {
    let (name, options) = (location.name, options)
    return try pending.publish(
      as: name, onConflict: options.onConflict, permissions: options.permissions,
      durable: options.isDurable)
  }
}
