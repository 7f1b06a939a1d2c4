public import MappedFiles
public import NPYFormat

/// What can be said of a file without touching its elements.
///
/// Unlike an attach it takes any path, follows links, and does not mind whose file it is: it only
/// reads the header.
public struct ArrayInspection: Sendable {
  /// The path that was looked at.
  public let path: String
  /// What the kernel says of the file.
  public let status: FileStatus
  /// What its header says, what is wrong with it, and whether numpy would take it.
  public let format: NPYInspection

  /// Inspects one file.
  ///
  /// - Parameter path: the file; a link is followed.
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.notRegularFile`, `.system`.
  /// - Complexity: an open, a status, a read of the header and a close, whatever the file's size.
  public init(path: String) throws(ArrayStoreError) {
    try self.init(path: path, links: .followed)
  }

  /// Inspects one file, which may have to be no link.
  init(path: String, links: OwnedFile.Links) throws(ArrayStoreError) {
    self.path = path
    let (status, format): (FileStatus, NPYInspection)
    do throws(SystemCallError) {
      (status, format) = try Self.look(at: try OwnedFile(opening: path, links: links), path)
    } catch {
      throw ArrayStoreError("inspect", path: path, error)
    }
    guard status.kind == .regularFile else { throw .notRegularFile(path, status.kind) }
    self.status = status
    self.format = format
  }

  /// What there is of a header, and what the kernel says of its file.
  private static func look(
    at file: borrowing OwnedFile, _ path: String
  ) throws(SystemCallError) -> (FileStatus, NPYInspection) {
    let first = try inspect(file, path)
    if first.1.problems.isEmpty { return first }
    // Perhaps the header changed just then: once more, while nobody changes it. Who holds the lock
    // and is stopped keeps nobody from looking.
    guard (try? file.tryLock(.shared, HeaderLock.shape.bytes, upTo: .milliseconds(50))) == true
    else { return first }
    defer { try? file.unlock(HeaderLock.shape.bytes) }
    return try inspect(file, path)
  }

  private static func inspect(
    _ file: borrowing OwnedFile, _ path: String
  ) throws(SystemCallError) -> (FileStatus, NPYInspection) {
    let status = try file.status()
    // What is no regular file has no bytes to look at.
    let count = status.kind == .regularFile ? status.size : 0
    let format = try file.withHeaderBytes(of: 0..<count) { bytes in
      let format = NPYInspection(prefix: bytes, fileBytes: count)
      // A queue's payload has room behind a small message, as it should.
      guard let header = format.header, header.fileBytes < count,
        QueueDirectory.isPayload(path, fileBytes: count)
      else { return format }
      return NPYInspection(prefix: bytes, fileBytes: header.fileBytes)
    }
    return (status, format)
  }

  /// The header's bytes, region by region, for a person to read.
  ///
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.system`.
  public static func annotatedHeader(
    of path: String
  ) throws(ArrayStoreError) -> (bytes: [UInt8], regions: [HeaderAnnotation]) {
    do {
      let file = try OwnedFile(opening: path, links: .followed)
      return try file.withHeaderBytes(of: 0..<(try file.status().size)) { bytes in
        let regions = NPYInspection.annotations(of: bytes)
        let end = regions.last?.range.upperBound ?? 0
        return ((0..<end).map { bytes[$0] }, regions)
      }
    } catch {
      throw ArrayStoreError("inspect", path: path, error)
    }
  }
}
