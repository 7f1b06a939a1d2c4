import MappedFiles
import NPYFormat
import SystemPackage

extension ArrayInspection {
  /// Rewrites the file's header in place, in the same number of bytes, as numpy would write it.
  ///
  /// The elements are not touched and do not move, so processes that have the array mapped are not
  /// disturbed. The header goes out in one write, unless somebody else has written it since it was
  /// read. A link is not followed.
  ///
  /// - Returns: whether the header needed it.
  /// - Throws: ``ArrayStoreError`` `.notRepairable` when the header cannot say the same in as many
  ///   bytes, was changed meanwhile, or the path is a link; `.system`.
  @discardableResult
  public func repairHeader() throws(ArrayStoreError) -> Bool {
    let repair: HeaderRepair
    var isChanged = false
    do throws(SystemCallError) {
      let file = try OwnedFile(opening: path, access: .readWrite)
      var read: [UInt8] = []
      repair = try file.withHeaderBytes(of: 0..<(try file.status().size)) { bytes in
        read = bytes.indices.map { bytes[$0] }
        return HeaderRepair(of: bytes)
      }
      if case .repaired(let header) = repair {
        isChanged = try file.bytes(0..<header.count) != Array(read.prefix(header.count))
        if !isChanged { try file.write(elements: header.span, at: 0) }
      }
    } catch
      where error.errno == .tooManySymbolicLinkLevels
    {
      throw .notRepairable(path, reason: "it is a symbolic link")
    } catch {
      throw ArrayStoreError("fix", path: path, error)
    }
    if isChanged {
      throw .notRepairable(path, reason: "somebody else is writing its header")
    }
    switch repair {
    case .notNeeded: return false
    case .repaired: return true
    case .impossible(let reason): throw .notRepairable(path, reason: reason)
    }
  }
}
