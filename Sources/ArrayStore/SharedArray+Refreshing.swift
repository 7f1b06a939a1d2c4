import MappedFiles
import NPYFormat

extension SharedArray {
  /// Whether the array's name still leads to the file that this handle has attached, and its header
  /// says what the handle knows.
  ///
  /// False after anybody has made the array longer, replaced it or removed its name.
  ///
  /// - Throws: ``ArrayStoreError`` `.headerLocked` when a process is stopped in the middle of a
  ///   growth; `.system`.
  /// - Complexity: O(1), three system calls as long as nothing is new.
  public var isCurrent: Bool {
    get throws(ArrayStoreError) {
      let attachment = try attachment
      do throws(ArrayStoreError) {
        guard let status = try status(of: attachment.file) else { return false }
        return try presentLayout(of: attachment, status) == attachment.layout
      } catch .notFound, .notInRoot, .notRegularFile, .invalidHeader {
        return false
      }
    }
  }

  /// Goes on to what the array's name leads to now: the same file with more rows, or another one.
  ///
  /// Views that are lent already, in any thread, stay valid and keep what they had. When it throws
  /// the handle keeps what it had, too.
  ///
  /// - Important: A private copy begins anew when there is something new, without what was stored
  ///   into it.
  /// - Returns: whether anything is new.
  /// - Throws: ``ArrayStoreError`` `.notFound` when the name is gone (`.notInRoot` for a plain
  ///   name), `.headerLocked`, and as ``attach(_:access:owners:waitingUpTo:)``.
  /// - Complexity: O(1), some microseconds whatever the size.
  @discardableResult
  public func refresh() throws(ArrayStoreError) -> Bool {
    while true {
      let attachment = try attachment
      guard let newer = try successor(of: attachment) else { return false }
      if replace(attachment, with: newer) { return true }
    }
  }

  /// What the name leads to, unless that is what is attached already.
  private func successor(of attachment: Attachment) throws(ArrayStoreError) -> Attachment? {
    guard let status = try status(of: attachment.file) else {
      let layout = attachment.layout
      return try Self.map(
        location, access, owners, raw: layout.format == .raw ? layout : nil)
    }
    let layout = try presentLayout(of: attachment, status)
    if layout == attachment.layout { return nil }
    try layout.check(
      fits: attachment.file.descriptor, bytes: status.size, name: location.description)
    do throws(SystemCallError) {
      let memory = try attachment.memory(for: layout.fileBytes, access)
      return Attachment(layout, attachment.file, memory)
    } catch {
      throw ArrayStoreError("map", location, error)
    }
  }

  /// What the kernel says of a file, if the array's name leads to it.
  private func status(of file: ArrayFile) throws(ArrayStoreError) -> FileStatus? {
    do throws(SystemCallError) {
      let status = try FileStatus(path: location.path)
      return try file.descriptor.status().isSameFile(as: status) ? status : nil
    } catch {
      throw ArrayStoreError("look at", location, error)
    }
  }

  /// What the header of an attached file says now.
  private func presentLayout(
    of attachment: Attachment, _ status: FileStatus
  ) throws(ArrayStoreError) -> ArrayLayout {
    let (known, file) = (attachment.layout, attachment.file)
    if known.format == .raw { return known }
    do {
      // What still is what it was cannot have been read while it was written: no lock, so that who
      // looks often keeps nobody from growing.
      let bytes = try file.descriptor.bytes(0..<known.dataOffset)
      if bytes == known.header.encoded { return known }
    } catch {
      throw .system(action: "read the header of", name: location.description, error)
    }
    return try file.withHeaderTurn { () throws(ArrayStoreError) in
      try ArrayLayout(of: file.descriptor, status, name: location.description)
    }
  }
}
