import MappedFiles
import NPYFormat

extension Growth {
  /// Waits for the turn, looks at the array's header as it is now, and plans what is to become of it.
  ///
  /// Nothing is changed yet.
  ///
  /// - Parameters:
  ///   - attachment: what to make longer; others may have done so since it was mapped.
  ///   - access: how it is mapped.
  ///   - location: where it is, for an error.
  ///   - amount: by how much.
  ///   - options: how.
  /// - Returns: the turn, which is over when this goes.
  /// - Throws: ``ArrayStoreError`` `.notGrowable`, `.notWholeRows`, `.headerLocked`, `.truncated`,
  ///   `.system`.
  static func begin(
    on attachment: Attachment, _ access: SharedArray.Access, at location: ArrayLocation,
    by amount: GrowthAmount, _ options: GrowthOptions
  ) throws(ArrayStoreError) -> Growth {
    let lock = try lock(attachment.file, location, options.timeout)
    let known = attachment.layout.header
    let (bytes, fileBytes) = try read(attachment.file.descriptor, known.dataOffset, location)
    let old = try header(in: bytes, after: known, location)
    guard old.fileBytes <= fileBytes else {
      throw .truncated(location.description, needed: old.fileBytes, found: fileBytes)
    }
    let extent = try amount.extent(
      after: old, isFortranOrder: options.isFortranOrder ?? old.isFortranOrder, location)
    let new: NPYHeader
    do {
      new = try old.grown(to: extent, isFortranOrder: options.isFortranOrder)
    } catch {
      throw .notGrowable(location, .header(error))
    }
    let next: Attachment
    do {
      // Before the commit: nothing may fail after it.
      let memory = try attachment.memory(for: new.fileBytes, access)
      next = Attachment(ArrayLayout(new), attachment.file, memory)
    } catch {
      throw ArrayStoreError("map", location, error)
    }
    return Growth(
      from: old, bytes, fileBytes: fileBytes, to: next, at: location, options, lock)
  }

  private static func lock(
    _ file: ArrayFile, _ location: ArrayLocation, _ timeout: Duration?
  ) throws(ArrayStoreError) -> GrowthLock {
    do throws(SystemCallError) {
      if let lock = try GrowthLock(of: file, upTo: timeout) { return lock }
    } catch {
      throw error.meansNoLocks
        ? .notGrowable(location, .noLocks(error))
        : .system(action: "grow", name: location.description, error)
    }
    throw .headerLocked(location.description, .growth, after: timeout ?? .zero)
  }

  /// The header's bytes, or what there is of them, and the size of the file.
  private static func read(
    _ file: borrowing OwnedFile, _ count: Int, _ location: ArrayLocation
  ) throws(ArrayStoreError) -> (header: [UInt8], fileBytes: Int) {
    do {
      return (try file.bytes(0..<count), try file.status().size)
    } catch {
      throw .system(action: "read the header of", name: location.description, error)
    }
  }

  /// What the header says, if it is one that can be written anew and describes the array that is
  /// attached, with more rows perhaps.
  private static func header(
    in bytes: [UInt8], after known: NPYHeader, _ location: ArrayLocation
  ) throws(ArrayStoreError) -> NPYHeader {
    let found = try? NPYHeader(parsing: bytes.span)
    guard let header = found, header.isGrowth(of: known) else {
      // The name of the type that it was made with may be more than the text can say.
      let isAsMade = bytes == known.encoded
      throw .notGrowable(
        location, isAsMade ? .header(.textKept) : .headerChanged(was: known, found: found))
    }
    if case .impossible(let reason) = HeaderRepair(of: bytes.span) {
      throw .notGrowable(location, .headerText(reason))
    }
    return header
  }
}
