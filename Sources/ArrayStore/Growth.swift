import ArrayViews
import MappedFiles
import NPYFormat

/// One turn at making an array longer.
///
/// Room first, then the new rows, then one write of the header's bytes that change: a process that
/// is killed at any point of it leaves the array as it was or as it was to become. What it leaves
/// behind the elements is cleared by the next turn. Dropped without ``commit()`` it gives its room
/// back; the file may stay longer, since a published file is never cut short.
struct Growth: ~Copyable {
  /// What the header said when the turn began.
  let old: NPYHeader
  let oldBytes: [UInt8]
  /// What of it is to change.
  let change: HeaderChange
  /// The size of the file when the turn began, in bytes.
  let fileBytes: Int
  /// The array as it is to become, mapped.
  let next: Attachment
  let location: ArrayLocation
  let options: GrowthOptions
  private let lock: GrowthLock
  private var holdsRoom = false

  init(
    from old: NPYHeader, _ oldBytes: [UInt8], fileBytes: Int, to next: Attachment,
    at location: ArrayLocation, _ options: GrowthOptions, _ lock: consuming GrowthLock
  ) {
    self.old = old
    self.oldBytes = oldBytes
    change = HeaderChange(from: oldBytes, to: next.layout.header.encoded)
    self.fileBytes = fileBytes
    self.next = next
    self.location = location
    self.options = options
    self.lock = lock
  }

  var file: ArrayFile { next.file }

  /// Where the new rows lie in the file.
  var room: Range<Int> { old.fileBytes..<next.layout.fileBytes }

  /// The new rows' indices along the outermost axis.
  var rows: Range<Int> {
    guard let axis = next.layout.header.outermostAxis else { return 0..<0 }
    return old.shape[axis]..<next.layout.shape[axis]
  }

  /// Lends the memory of the new rows, and says how their elements lie in it.
  func withRoom(
    _ body: (consuming MutableSpan<UInt8>, StridedLayout) throws -> Void
  ) rethrows {
    let layout = next.layout
    var shape = layout.shape
    if let axis = layout.header.outermostAxis { shape[axis] = rows.count }
    let strided = StridedLayout(
      dtype: layout.dtype, shape: shape, isFortranOrder: layout.isFortranOrder)
    try next.memory.mapping.withMutableBytes(room) { bytes in try body(bytes, strided) }
  }

  deinit {
    giveBack()
  }

  /// Says that the room is going to be taken.
  mutating func willTakeRoom() {
    holdsRoom = true
  }

  /// Says that the room is the array's now.
  mutating func didCommit() {
    holdsRoom = false
  }

  /// Gives the room back, and says what a failure means: the free space is part of it.
  mutating func abandon(_ error: SystemCallError) -> ArrayStoreError {
    giveBack()
    holdsRoom = false
    return ArrayStoreError(making: "grow", location, needed: room.count, error)
  }

  /// Clears the new rows' room, unless the header may cover it.
  private func giveBack() {
    guard holdsRoom, (try? file.descriptor.bytes(0..<oldBytes.count)) == oldBytes else { return }
    try? file.descriptor.clear(from: room.lowerBound)
  }
}
