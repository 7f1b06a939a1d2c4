import ArrayStore
import ArrayViews
import MappedFiles
import SystemPackage

extension ArraySource {
  /// Where copies are made: in memory, so that no disk keeps those waiting who wait for the copy.
  static let spoolDirectory = ArrayRoot.standard.path
  private static let pieceBytes = 1 << 20

  /// Copies the array into a file in memory that has no name, and so is gone with this process.
  ///
  /// What the source has nothing for, the copy takes no room for either.
  ///
  /// - Throws: ``SnapshotError`` `.noRoomForCopy`, `.sourceChanged`, `.array`.
  func spooled(threadCount: Int?) throws(SnapshotError) -> ArraySource {
    let state: State
    do {
      state = try self.state()
    } catch {
      throw .array(error)
    }
    let needed = state.header.count + storedBytes(state.layout)
    // Not first all the room that there is, which others need, and then none for this.
    if let free = Self.freeBytes, free < needed {
      throw .noRoomForCopy(name, needed: needed, free: free)
    }
    do throws(FrameFailure) {
      return try copy(state, threadCount ?? ParallelWork.processorCount)
    } catch .destination(let error) where error.errno == .noSpace {
      throw .noRoomForCopy(name, needed: needed, free: Self.freeBytes)
    } catch .destination(let error) {
      throw .array(.system(action: "copy", name: name, error))
    } catch {
      throw error.snapshotError(reading: name)
    }
  }

  /// How many bytes of elements the copy takes room for.
  private func storedBytes(_ layout: ArrayLayout) -> Int {
    let pieces = stride(from: 0, to: layout.dataBytes, by: Self.pieceBytes)
    return pieces.reduce(0) { sum, start in
      let piece = start..<min(start + Self.pieceBytes, layout.dataBytes)
      return sum + (isHole(piece, layout) ? 0 : piece.count)
    }
  }

  private static var freeBytes: Int? {
    ((try? FileSystemSpace.holding(spoolDirectory)) ?? nil)?.freeBytes
  }

  private func copy(_ state: State, _ threadCount: Int) throws(FrameFailure) -> ArraySource {
    let copy: OwnedFile
    do {
      copy = try Self.file(of: state)
    } catch {
      throw .destination(error)
    }
    try copyElements(state, to: copy, threadCount)
    return ArraySource(self, copiedTo: copy)
  }

  private static func file(of state: State) throws(SystemCallError) -> OwnedFile {
    let file = try OwnedFile(unnamedIn: spoolDirectory)
    try file.setSize(state.header.count + state.layout.dataBytes)
    try file.write(elements: state.header.span, at: 0)
    return file
  }

  private func copyElements(
    _ state: State, to copy: borrowing OwnedFile, _ threadCount: Int
  ) throws(FrameFailure) {
    let dataBytes = state.layout.dataBytes
    let failure = FirstFailure()
    let pieceCount = (dataBytes + Self.pieceBytes - 1) / Self.pieceBytes
    ParallelWork.forEach(pieceCount: pieceCount, threadCount: threadCount) { piece in
      failure.attempt(piece) { () throws(FrameFailure) in
        let start = piece * Self.pieceBytes
        let range = start..<min(start + Self.pieceBytes, dataBytes)
        if isHole(range, state.layout) { return }
        var buffer = FrameBuffer(capacity: range.count)
        var span = buffer.mutableBytes(0..<range.count)
        do throws(SnapshotError) {
          try readAll(into: &span, at: start, state.layout)
        } catch {
          throw .snapshot(error)
        }
        do throws(SystemCallError) {
          try copy.write(
            elements: buffer.bytes(0..<range.count), at: state.header.count + start)
        } catch {
          throw .destination(error)
        }
      }
    }
    if let failure = failure.first { throw failure }
  }
}
