import MappedFiles

/// An array as a handle has it mapped, in one of its states.
///
/// It never changes: when the array has grown or was replaced the handle goes on to another one, and
/// who still lends from this one keeps what it had.
final class Attachment: Sendable {
  let layout: ArrayLayout
  let file: ArrayFile
  let memory: ArrayMapping
  /// The bytes of ``LockedBytes`` that every lease needs.
  let gate: Range<Int>
  let wholeLease: Range<Int>

  init(_ layout: ArrayLayout, _ file: ArrayFile, _ memory: ArrayMapping) {
    self.layout = layout
    self.file = file
    self.memory = memory
    gate = LockedBytes.gate(layout)
    wholeLease = LockedBytes.wholeLease(layout)
  }

  /// Maps a file that has as many bytes as the layout needs.
  convenience init(
    _ layout: ArrayLayout, of file: consuming OwnedFile, _ access: SharedArray.Access
  ) throws(SystemCallError) {
    let mapping = try Mapping(file, count: layout.fileBytes, protection: access)
    self.init(layout, ArrayFile(file), ArrayMapping(mapping))
  }

  /// Memory for another state of the same file, which has `bytes` bytes or will have them.
  func memory(
    for bytes: Int, _ access: SharedArray.Access
  ) throws(SystemCallError) -> ArrayMapping {
    if access != .privateCopy, bytes <= memory.mapping.count { return memory }
    return try ArrayMapping(growing: file.descriptor, bytes: bytes, protection: access)
  }
}
