public import MappedFiles
public import NPYFormat

/// What an `.npz` archive holds: a ZIP file with a `.npy` image for each array.
public struct NPZInspection: Sendable {
  /// One array of the archive.
  public struct Member: Sendable {
    /// What the archive's directory says of it.
    public let entry: NPZEntry
    /// What its header says; nil for a member that is compressed or encrypted, or no array.
    public let format: NPYInspection?
  }

  /// The path that was looked at.
  public let path: String
  /// What the kernel says of the file.
  public let status: FileStatus
  /// The members, in the order of the archive's directory.
  public let members: [Member]

  /// Inspects a file if it begins as an archive does, as numpy decides it; otherwise nil.
  ///
  /// Nothing is decompressed and no element is read: the memory it takes is bounded by the
  /// archive's directory, and that by `NPZDirectory.maximumBytes`.
  ///
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.invalidArchive`, `.system`.
  public init?(path: String) throws(ArrayStoreError) {
    let archive: NPZInspection?
    do {
      archive = try Self.read(path)
    } catch let error as NPZError {
      throw .invalidArchive(path, error)
    } catch let error as SystemCallError {
      throw ArrayStoreError("inspect", path: path, error)
    } catch {
      preconditionFailure("nothing else is thrown: \(error)")
    }
    guard let archive else { return nil }
    self = archive
  }

  private init(path: String, status: FileStatus, members: [Member]) {
    self.path = path
    self.status = status
    self.members = members
  }

  private static func read(_ path: String) throws -> NPZInspection? {
    // Opening a FIFO or a device is something that others notice.
    guard try FileStatus(path: path, links: .followed).kind == .regularFile else { return nil }
    let file = try OwnedFile(opening: path, links: .followed)
    let status = try file.status()
    guard try isArchive(file) else { return nil }
    let tailBytes = min(status.size, NPZDirectory.tailBytes)
    let tail = try file.bytes(status.size - tailBytes..<status.size)
    let location = try NPZDirectory.locate(tail: tail.span, fileBytes: status.size)
    let bytes = try file.bytes(location.range)
    let directory = try NPZDirectory(bytes.span, at: location)
    var members: [Member] = []
    for entry in directory.entries { members.append(try Member(entry, in: file)) }
    return NPZInspection(path: path, status: status, members: members)
  }

  /// What is wrong with the members' headers.
  public var problems: [NPYProblem] {
    members.flatMap { member in
      (member.format?.problems ?? []).map {
        NPYProblem(code: $0.code, message: "\(member.entry.name): \($0.message)")
      }
    }
  }

  private static func isArchive(_ file: borrowing OwnedFile) throws(SystemCallError) -> Bool {
    let magic = try file.bytes(0..<4)
    return magic == [0x50, 0x4B, 3, 4] || magic == [0x50, 0x4B, 5, 6]
  }
}

extension NPZInspection.Member {
  init(_ entry: NPZEntry, in file: borrowing OwnedFile) throws {
    self.entry = entry
    guard entry.method == .stored, !entry.isEncrypted else {
      format = nil
      return
    }
    let headerStart = entry.localHeaderOffset
    let localHeader = try file.bytes(headerStart..<headerStart + NPZEntry.localHeaderBytes)
    let range = try entry.dataRange(localHeader: localHeader.span)
    let format = try file.withHeaderBytes(of: range) { bytes in
      NPYInspection(prefix: bytes, fileBytes: range.count)
    }
    // As numpy sees it, a member of another name and without the magic is a file that came along.
    let isArray = entry.name.hasSuffix(".npy") || format.version != nil
    self.format = isArray ? format : nil
  }
}

extension OwnedFile {
  /// Reads a range of the file, as far as there is any; the caller has bounded it.
  package func bytes(_ range: Range<Int>) throws(SystemCallError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var span = bytes.mutableSpan
    let count = try read(into: &span, at: range.lowerBound)
    bytes.removeLast(range.count - count)
    return bytes
  }
}
