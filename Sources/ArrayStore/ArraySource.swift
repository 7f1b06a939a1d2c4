package import MappedFiles
package import NPYFormat

/// An array that is read without going through a mapping, so that one cut short meanwhile is an
/// error and no signal.
///
/// Of an array that is attached as a private copy, the private elements are read: through their
/// mapping, where a file that somebody cuts short is a signal.
package final class ArraySource: Sendable {
  /// How the array is called in errors.
  package let name: String
  /// The type of the elements as the handle knows it, which may be more than the header can tell;
  /// nil for a file.
  package let dtype: DType?
  private let file: ArrayFile
  /// What the handle knows, where that and not the file says how the elements lie.
  private let attachment: Attachment?
  private let isPrivateCopy: Bool

  /// What a source is at one time.
  package struct State: Hashable, Sendable {
    /// How the elements lie.
    package let layout: ArrayLayout
    /// The header's bytes, as they stand in the file; for the raw format those that it would have.
    package let header: [UInt8]
  }

  /// The array that a handle has attached.
  ///
  /// - Throws: ``ArrayStoreError`` `.closed`.
  package init(_ array: SharedArray) throws(ArrayStoreError) {
    let attachment = try array.attachment
    name = array.location.description
    dtype = array.dtype
    file = attachment.file
    isPrivateCopy = array.access == .privateCopy
    self.attachment = isPrivateCopy || attachment.layout.format == .raw ? attachment : nil
  }

  /// A `.npy` file; it may be a link, and anybody's.
  ///
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.notRegularFile`, `.system`.
  package init(file path: String) throws(ArrayStoreError) {
    name = path
    dtype = nil
    attachment = nil
    isPrivateCopy = false
    do {
      file = ArrayFile(try OwnedFile(opening: path, links: .followed))
    } catch {
      throw ArrayStoreError("read", path: path, error)
    }
  }

  /// A copy of another source, as a `.npy` file that nobody else has.
  ///
  /// - Parameters:
  ///   - source: what it is a copy of, and called like in errors.
  ///   - copy: the header and the elements.
  package init(_ source: ArraySource, copiedTo copy: consuming OwnedFile) {
    name = source.name
    dtype = source.dtype
    attachment = nil
    isPrivateCopy = false
    file = ArrayFile(copy)
  }

  /// Reads the header, while nobody changes it.
  ///
  /// - Throws: ``ArrayStoreError`` `.notRegularFile`, `.invalidHeader`, `.truncated`,
  ///   `.objectElements`, `.headerLocked`, `.system`.
  package func state() throws(ArrayStoreError) -> State {
    let layout: ArrayLayout
    let header: [UInt8]
    let status = try status()
    if let attachment {
      layout = attachment.layout
      header = layout.header.encoded
    } else {
      guard status.kind == .regularFile else { throw .notRegularFile(name, status.kind) }
      (layout, header) = try file.withHeaderTurn { () throws(ArrayStoreError) in
        try ArrayLayout.withBytes(of: file.descriptor, status, name: name)
      }
    }
    if !isPrivateCopy { try layout.check(fits: file.descriptor, bytes: status.size, name: name) }
    return State(layout: layout, header: header)
  }

  private func status() throws(ArrayStoreError) -> FileStatus {
    do {
      return try file.descriptor.status()
    } catch {
      throw .system(action: "look at", name: name, error)
    }
  }

  /// Reads elements until the span is full or the file ends.
  ///
  /// - Parameters:
  ///   - bytes: what to fill.
  ///   - offset: where to begin, in bytes from the first element.
  ///   - layout: how the elements lie.
  /// - Returns: how many bytes were read.
  /// - Throws: ``SystemCallError``.
  package func read(
    into bytes: inout MutableSpan<UInt8>, at offset: Int, _ layout: ArrayLayout
  ) throws(SystemCallError) -> Int {
    guard isPrivateCopy, let attachment else {
      return try file.descriptor.read(into: &bytes, at: layout.dataOffset + offset)
    }
    let start = layout.dataOffset + offset
    attachment.memory.mapping.withBytes(start..<start + bytes.count) { elements in
      for index in elements.indices { bytes[index] = elements[index] }
    }
    return bytes.count
  }

  /// Whether elements are surely zeros, since the file has nothing there; not read to tell.
  ///
  /// The range is in bytes from the first element.
  package func isHole(_ range: Range<Int>, _ layout: ArrayLayout) -> Bool {
    guard !isPrivateCopy else { return false }
    let start = layout.dataOffset + range.lowerBound
    return file.descriptor.isHole(start..<start + range.count)
  }
}

extension ArrayLayout {
  /// Reads a file's header and keeps its bytes.
  fileprivate static func withBytes(
    of file: borrowing OwnedFile, _ status: FileStatus, name: String
  ) throws(ArrayStoreError) -> (ArrayLayout, [UInt8]) {
    let parsed = try file.withShapeLock(.shared, name: name) { () throws(ArrayStoreError) in
      do throws(SystemCallError) {
        return try file.withHeaderBytes(of: 0..<status.size) { bytes in
          Result { () throws(NPYFormatError) in
            let header = try NPYHeader(parsing: bytes)
            return (ArrayLayout(header), (0..<header.dataOffset).map { bytes[$0] })
          }
        }
      } catch {
        throw .system(action: "read the header of", name: name, error)
      }
    }
    switch parsed {
    case .success(let header): return header
    case .failure(let error): throw .invalidHeader(name, error)
    }
  }
}
