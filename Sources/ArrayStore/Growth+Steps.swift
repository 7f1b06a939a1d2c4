import MappedFiles
import NPYFormat

extension Growth {
  /// Makes room for the new rows, which reads as zeros.
  ///
  /// - Throws: ``ArrayStoreError`` `.noSpace` with the numbers, `.notGrowable`, `.system`.
  mutating func makeRoom(_ demand: CreationOptions.Demand) throws(ArrayStoreError) {
    guard change.isWrittenAsOne else {
      throw .notGrowable(location, .headerAcrossPages(change.range))
    }
    if room.isEmpty { return }
    try clearRest()
    try CreationOptions.checkSpace(for: location, "grow", needed: room.count, demand)
    willTakeRoom()
    do throws(SystemCallError) {
      switch demand {
      case .reserved: try file.descriptor.reserve(room)
      // Writing the rows takes the room, and a refusal of it is an error.
      case .written: break
      case .none:
        if fileBytes < room.upperBound { try file.descriptor.extend(to: room.upperBound) }
      }
    } catch {
      throw abandon(error)
    }
  }

  /// Clears what somebody who was killed has left behind the elements.
  private func clearRest() throws(ArrayStoreError) {
    let rest = room.lowerBound..<fileBytes
    if rest.isEmpty { return }
    let isArray: Bool
    do throws(SystemCallError) {
      let bytes = try file.descriptor.bytes(rest.prefix(NPYHeader.prefixBytes))
      isArray = NPYHeader.isMagic(bytes.span)
      if !isArray { try file.descriptor.clear(from: rest.lowerBound) }
    } catch {
      throw .system(action: "grow", name: location.description, error)
    }
    if isArray { throw .notGrowable(location, .followedByAnother(at: room.lowerBound)) }
  }

  /// Writes the new rows.
  ///
  /// - Throws: ``ArrayStoreError`` `.noSpace`, `.system`.
  mutating func write<Element: BitwiseCopyable>(
    _ rows: Span<Element>
  ) throws(ArrayStoreError) {
    do {
      try file.descriptor.write(elements: rows, at: room.lowerBound)
    } catch {
      throw abandon(error)
    }
  }

  /// Makes the new rows part of the array, all of them in one step.
  ///
  /// - Throws: ``ArrayStoreError`` `.headerLocked` when somebody who reads the header is stopped,
  ///   `.notGrowable` when somebody has written the header without the growth lock, `.system`.
  mutating func commit() throws(ArrayStoreError) {
    try flush()
    if !change.range.isEmpty { try writeHeader() }
    didCommit()
  }

  private func writeHeader() throws(ArrayStoreError) {
    let (oldBytes, change, file) = (oldBytes, change, file)
    let name = location.description
    let isWritten = try file.withHeaderTurn { () throws(ArrayStoreError) in
      try file.descriptor.withShapeLock(.exclusive, name: name) { () throws(ArrayStoreError) in
        do throws(SystemCallError) {
          // A few bytes put into the text of another header could make it say anything.
          guard try file.descriptor.bytes(0..<oldBytes.count) == oldBytes else { return false }
          try file.descriptor.write(elements: change.bytes.span, at: change.range.lowerBound)
          return true
        } catch {
          throw .system(action: "write the header of", name: name, error)
        }
      }
    }
    guard isWritten else { throw .notGrowable(location, .headerChanged(was: old, found: nil)) }
  }

  /// Waits, when the options say so, until what was written is on the disk.
  func flush() throws(ArrayStoreError) {
    guard options.isDurable else { return }
    do {
      try file.descriptor.synchronize()
    } catch {
      throw .system(action: "flush", name: location.description, error)
    }
  }
}
