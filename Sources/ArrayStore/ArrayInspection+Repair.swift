import MappedFiles
import NPYFormat
import SystemPackage

extension ArrayInspection {
  /// Rewrites the file's header in place, in the same number of bytes, as numpy would write it.
  ///
  /// The elements are not touched and do not move, so processes that have the array mapped are not
  /// disturbed, and those who make it longer have to wait. The header goes out in one write, unless
  /// somebody else has written it since it was read. A link is not followed.
  ///
  /// - Returns: whether the header needed it.
  /// - Throws: ``ArrayStoreError`` `.notRepairable` when the header cannot say the same in as many
  ///   bytes, was changed meanwhile, or the path is a link; `.headerLocked`; `.system`.
  @discardableResult
  public func repairHeader() throws(ArrayStoreError) -> Bool {
    let file: ArrayFile
    do {
      file = ArrayFile(try OwnedFile(opening: path, access: .readWrite))
    } catch
      where error.errno == .tooManySymbolicLinkLevels
    {
      throw .notRepairable(path, reason: "it is a symbolic link")
    } catch {
      throw ArrayStoreError("fix", path: path, error)
    }
    let lock = try Self.growthLock(of: file, path)
    var read: [UInt8] = []
    let repair: HeaderRepair
    do {
      let size = try file.descriptor.status().size
      repair = try file.descriptor.withHeaderBytes(of: 0..<size) { bytes in
        read = bytes.indices.map { bytes[$0] }
        return HeaderRepair(of: bytes)
      }
    } catch {
      throw ArrayStoreError("fix", path: path, error)
    }
    switch repair {
    case .notNeeded: return false
    case .impossible(let reason): throw .notRepairable(path, reason: reason)
    case .repaired(let header):
      let old = Array(read.prefix(header.count))
      if lock == nil {
        try Self.replace(old, with: header, in: file.descriptor, path)
      } else {
        try file.descriptor.withShapeLock(.exclusive, name: path) { () throws(ArrayStoreError) in
          try Self.replace(old, with: header, in: file.descriptor, path)
        }
      }
      return true
    }
  }

  /// The lock that keeps others from making the array longer; nil on a file system without locks.
  private static func growthLock(
    of file: ArrayFile, _ path: String
  ) throws(ArrayStoreError) -> GrowthLock? {
    do throws(SystemCallError) {
      if let lock = try GrowthLock(of: file, upTo: HeaderLock.patience) { return lock }
    } catch
      where error.meansNoLocks
    {
      return nil
    } catch {
      throw ArrayStoreError("fix", path: path, error)
    }
    throw .headerLocked(path, .growth, after: HeaderLock.patience)
  }

  private static func replace(
    _ old: [UInt8], with header: [UInt8], in file: borrowing OwnedFile, _ path: String
  ) throws(ArrayStoreError) {
    do throws(SystemCallError) {
      if try file.bytes(0..<old.count) == old {
        try file.write(elements: header.span, at: 0)
        return
      }
    } catch {
      throw ArrayStoreError("fix", path: path, error)
    }
    throw .notRepairable(path, reason: "somebody else is writing its header")
  }
}
