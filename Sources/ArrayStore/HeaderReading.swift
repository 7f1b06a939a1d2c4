import MappedFiles
import NPYFormat

extension OwnedFile {
  /// Lends a private copy of the header of a `.npy` image, or what there is of it.
  ///
  /// The copy is made with `pread` before anything is parsed: the file can change, and be cut
  /// short, at any time. A header that claims to be longer than the file or than
  /// `NPYHeader.maximumBytes` is lent as far as it was read.
  ///
  /// - Parameters:
  ///   - image: where the image lies in the file: all of it, or a member of an archive.
  ///   - body: what to do with the copy, which is there only during the call.
  /// - Returns: what `body` returns.
  /// - Throws: ``SystemCallError``, when the file cannot be read.
  /// - Complexity: one read for headers of up to 512 bytes, no allocation.
  func withHeaderBytes<Result>(
    of image: Range<Int>, _ body: (Span<UInt8>) -> Result
  ) throws(SystemCallError) -> Result {
    var prefix = InlineArray<512, UInt8>(repeating: 0)
    var prefixSpan = prefix.mutableSpan
    // No more than there is, so that a small file takes one read and not another to find its end.
    var wanted = prefixSpan._mutatingExtracting(first: min(512, image.count))
    let count = try read(into: &wanted, at: image.lowerBound)
    let extent = (try? NPYHeader.extent(of: prefix.span.extracting(0..<count))) ?? 0
    if extent <= count || count < min(512, image.count) {
      return body(prefix.span.extracting(0..<count))
    }
    let whole = try bytes(image.lowerBound..<image.lowerBound + min(extent, image.count))
    return body(whole.span)
  }
}

extension ArrayLayout {
  /// Reads the layout from a file's header, while nobody writes it.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - status: what the kernel says of it.
  ///   - name: how its user knows it.
  /// - Throws: ``ArrayStoreError`` `.invalidHeader`, `.headerLocked`, `.system`.
  init(
    of file: borrowing OwnedFile, _ status: FileStatus, name: String
  ) throws(ArrayStoreError) {
    let parsed = try file.withShapeLock(.shared, name: name) { () throws(ArrayStoreError) in
      try Self.header(of: file, bytes: status.size, name)
    }
    try self.init(parsed, name)
  }

  /// The same of a file that is in use from now on, until it is closed.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - name: how its user knows it.
  ///   - look: says how many bytes there are; called when the file is marked.
  /// - Returns: the layout.
  /// - Throws: ``ArrayStoreError`` `.invalidHeader`, `.headerLocked`, `.system`; what `look` throws.
  static func marking(
    _ file: borrowing OwnedFile, name: String,
    lookingAtIt look: (borrowing OwnedFile) throws(ArrayStoreError) -> Int
  ) throws(ArrayStoreError) -> ArrayLayout {
    let parsed = try file.withShapeLock(.shared, name: name, marksInUse: true) {
      () throws(ArrayStoreError) in
      try header(of: file, bytes: try look(file), name)
    }
    return try ArrayLayout(parsed, name)
  }

  private static func header(
    of file: borrowing OwnedFile, bytes count: Int, _ name: String
  ) throws(ArrayStoreError) -> Result<NPYHeader, NPYFormatError> {
    do throws(SystemCallError) {
      return try file.withHeaderBytes(of: 0..<count) { bytes in
        Result { () throws(NPYFormatError) in try NPYHeader(parsing: bytes) }
      }
    } catch {
      throw .system(action: "read the header of", name: name, error)
    }
  }

  private init(
    _ parsed: Result<NPYHeader, NPYFormatError>, _ name: String
  ) throws(ArrayStoreError) {
    switch parsed {
    case .success(let header): self.init(header)
    case .failure(let error): throw .invalidHeader(name, error)
    }
  }

  /// Refuses elements that are never mapped, and a file that is too short for its elements.
  ///
  /// - Parameters:
  ///   - file: what the layout was read from, or is to be used for.
  ///   - count: its size before that, in bytes.
  ///   - name: how its user knows it.
  /// - Throws: ``ArrayStoreError`` `.objectElements`; `.truncated`, or `.sizeMismatch` without a
  ///   header; `.system`.
  func check(
    fits file: borrowing OwnedFile, bytes count: Int, name: String
  ) throws(ArrayStoreError) {
    if dtype.hasObject { throw .objectElements(name) }
    let fileBytes = fileBytes
    if fileBytes <= count { return }
    // It may have grown since: first the file becomes longer, then its header says so.
    let size: Int
    do {
      size = try file.status().size
    } catch {
      throw .system(action: "look at", name: name, error)
    }
    if fileBytes <= size { return }
    switch format {
    case .npy: throw .truncated(name, needed: fileBytes, found: size)
    case .raw: throw .sizeMismatch(name, unit: "bytes", needed: fileBytes, found: size)
    }
  }
}
