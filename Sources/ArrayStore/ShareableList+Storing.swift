public import MappedFiles

extension ShareableList {
  /// Replaces an item by another one, of the same type or not.
  ///
  /// A number fits every slot. Text and bytes may be as long as the slot is, so one byte longer than
  /// what the list could be made with at most; text counts in bytes of UTF-8.
  ///
  /// - Parameters:
  ///   - index: which one, from 0.
  ///   - value: what takes its place.
  /// - Throws: ``ArrayStoreError`` `.notWritable`; `.shareableList` with the numbers when it is too
  ///   long, and nothing is changed then; `.system`, and the item may be half stored then.
  /// - Complexity: O(bytes of the slot), six system calls.
  public func replaceItem(at index: Int, with value: Value) throws(ArrayStoreError) {
    guard access == .readWrite else { throw .notWritable(location) }
    let slot = try slot(at: index)
    let format = value.format(
      inSlotOf: min(slot.bytes.count, ShareableListFormat.mostBytes))
    var bytes = value.stored
    let name = location.description
    guard bytes.count <= format.byteCount else {
      throw .shareableList(
        name, .tooLong(index: index, bytes: bytes.count, slotBytes: format.byteCount))
    }
    bytes += [UInt8](repeating: 0, count: format.byteCount - bytes.count)
    do throws(SystemCallError) {
      // CPython's order.
      try file.write(elements: format.stored.span, at: layout.formatsStart + index * 8)
      try file.write(elements: [value.code].span, at: layout.codesStart + index)
      try file.write(elements: bytes.span, at: slot.bytes.lowerBound)
    } catch {
      throw .system(action: "store into", name: name, error)
    }
  }

  /// Creates a list of some values, or refuses a name that is taken.
  ///
  /// The name appears complete or never. The list stays until its name is removed.
  ///
  /// Slots are as large as CPython makes them, with one difference: it counts characters where text
  /// takes bytes, and cuts off what does not fit. Here text is always whole.
  ///
  /// - Parameters:
  ///   - location: its name or file.
  ///   - values: the items.
  ///   - conflict: what to do when the name is taken.
  ///   - permissions: the mode of the file, whatever the umask is.
  /// - Returns: the new list, attached for reading and replacing.
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`, `.noSpace`, `.noDirectory`, `.system`;
  ///   `.shareableList` for text or bytes of more than 9,999,991 bytes.
  /// - Complexity: O(bytes).
  public static func create(
    _ location: ArrayLocation, _ values: [Value],
    onConflict conflict: PendingFile.Conflict = .refuse, permissions: UInt32 = 0o600
  ) throws(ArrayStoreError) -> ShareableList {
    var sizes: [Int] = []
    for (index, value) in values.enumerated() {
      guard let size = value.slotSize else {
        throw .shareableList(
          location.description,
          .tooLong(
            index: index, bytes: value.stored.count, slotBytes: ShareableListFormat.mostBytes))
      }
      sizes.append(size)
    }
    let layout = ShareableListLayout(slotSizes: sizes)
    Residue.clear(location.directory, always: conflict == .replace)
    do throws(SystemCallError) {
      let pending = try PendingFile(in: location.directory)
      try pending.file.write(elements: image(of: values, sizes).span, at: 0)
      let file = try pending.publish(
        as: location.name, onConflict: conflict, permissions: permissions)
      return ShareableList(layout, of: file, at: location, .readWrite)
    } catch {
      throw ArrayStoreError(making: "create", location, needed: layout.fileBytes, error)
    }
  }

  /// All bytes of a list.
  private static func image(of values: [Value], _ sizes: [Int]) -> [UInt8] {
    var image = Value.int(Int64(values.count)).stored
    var offset: Int64 = 0
    for size in [0] + sizes {
      offset += Int64(size)
      image += Value.int(offset).stored
    }
    for (value, size) in zip(values, sizes) {
      let bytes = value.stored
      image += bytes
      image += repeatElement(0, count: size - bytes.count)
    }
    for (value, size) in zip(values, sizes) { image += value.format(inSlotOf: size).stored }
    return image + values.map(\.code)
  }
}
