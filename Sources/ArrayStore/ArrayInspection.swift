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
    let (status, format): (FileStatus, NPYInspection?)
    do {
      let file = try OwnedFile(opening: path, links: links)
      status = try file.status()
      format =
        status.kind != .regularFile
        ? nil
        : try file.withHeaderBytes(of: 0..<status.size) { bytes in
          NPYInspection(prefix: bytes, fileBytes: status.size)
        }
    } catch {
      throw ArrayStoreError("inspect", path: path, error)
    }
    guard let format else { throw .notRegularFile(path, status.kind) }
    self.status = status
    self.format = format
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
