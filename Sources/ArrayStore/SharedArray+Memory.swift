public import MappedFiles
import SystemPackage

// Rows are indices of the outermost axis: the first one in C order, the last one in Fortran order.
// The kernel deals in whole pages, so the neighbours at both ends may be touched, too. Rows that the
// array does not have are the programmer's error.

extension SharedArray {
  /// Waits until rows, or the whole file with its header, are on the disk, whichever process stored
  /// them.
  ///
  /// It costs the writing of the pages that were stored to since they were last written, and a wait
  /// for the disk even for a single one: flush many rows at once. For an array in shared memory it
  /// does nothing, and costs a system call. What is stored meanwhile may or may not be on the disk.
  /// To make the *name* last, too, create the array with ``CreationOptions/isDurable``.
  ///
  /// - Parameter rows: which rows; nil for the whole file.
  /// - Throws: ``ArrayStoreError`` `.system`; after an input/output error the rows must be taken for
  ///   lost.
  /// - Complexity: O(pages), at the speed of the disk.
  public func flush(rows: Range<Int>? = nil) throws(ArrayStoreError) {
    let attachment = try attachment
    do {
      try attachment.memory.mapping.flush(attachment.layout.fileRange(ofRows: rows))
    } catch {
      throw .refused("flush", location.description, error)
    }
  }

  /// Puts rows into memory and into this process's page table, so that using them later does not
  /// fault.
  ///
  /// The work is that of the faults, without entering the kernel for each. For storing it takes less
  /// than half the time of touching every page; for reading shared memory it saves nothing, since
  /// such a fault brings the neighbours along; from a disk it reads in large pieces. Done again, it
  /// takes a tenth. Of a sparse array the rows take their memory now, and where none is left that is
  /// an error instead of the SIGBUS that a store would be. Of a private copy, prefaulting for storing
  /// copies the rows.
  ///
  /// - Parameters:
  ///   - rows: which rows; nil for all.
  ///   - purpose: after reading, the first store to each page of an array on a disk faults.
  /// - Throws: ``ArrayStoreError`` `.notWritable` for storing into an array attached for reading;
  ///   `.noSpace` when a sparse array's memory cannot be had; `.truncated`; `.system`.
  /// - Complexity: O(pages), and the bytes are read from the disk when they are not in memory.
  public func prefault(
    rows: Range<Int>? = nil, for purpose: Mapping.Purpose
  ) throws(ArrayStoreError) {
    guard purpose == .reading || access != .readOnly else { throw .notWritable(location) }
    let attachment = try attachment
    let range = attachment.layout.fileRange(ofRows: rows)
    do {
      try attachment.memory.mapping.prefault(range, for: purpose)
    } catch {
      throw memoryError("prefault", attachment, range, error)
    }
  }

  /// Tells the kernel how rows are going to be used: in no order, from front to back, soon, in huge
  /// pages.
  ///
  /// It costs a system call and changes no element. The advice on the order is for arrays on a disk,
  /// and wrong advice is dear: `.random` makes reading from front to back tens of times as slow.
  /// In shared memory nothing is read ahead. Huge pages are had on a tmpfs that is mounted so (root:
  /// `mount -o remount,huge=advise /dev/shm`), where they make the first stores to a sparse array
  /// several times as fast; pages that are in memory already stay as they are, and elsewhere the
  /// advice has no effect.
  ///
  /// - Parameters:
  ///   - advice: how they are going to be used.
  ///   - rows: which rows; nil for all.
  /// - Throws: ``ArrayStoreError`` `.noHugePages` under a kernel that is built without them;
  ///   `.system`.
  /// - Complexity: O(1), but for `.willNeed`, which looks at every page.
  public func advise(
    _ advice: Mapping.Advice, rows: Range<Int>? = nil
  ) throws(ArrayStoreError) {
    let attachment = try attachment
    do {
      try attachment.memory.mapping.advise(attachment.layout.fileRange(ofRows: rows), advice)
    } catch {
      let isAboutHugePages = advice == .hugePages || advice == .ordinaryPages
      throw isAboutHugePages && error.errno == .invalidArgument
        ? .noHugePages(location) : .refused("advise on", location.description, error)
    }
  }

  /// Puts rows into memory and keeps them there, safe from eviction and swap, until they
  /// are unlocked or this handle goes.
  ///
  /// A handle that goes on to a longer state of the array, or to another array, may leave this memory
  /// for another mapping: lock it anew after growing and refreshing. The same is true of advice.
  ///
  /// It costs two or three times what a prefault for reading does, and on a disk the first store to
  /// each page still faults. Locked memory is taken from everybody, and counts against a limit of
  /// the process, which is 8 MiB or less for ordinary users unless it was raised. Locks do not nest,
  /// are this process's own, and have nothing to do with who may store.
  ///
  /// - Parameter rows: which rows; nil for all.
  /// - Throws: ``ArrayStoreError`` `.memoryLockLimit` with the numbers; `.noSpace` when a sparse
  ///   array's memory cannot be had; `.truncated`; `.system`. Nothing of the rows is locked then.
  /// - Complexity: O(pages), and the bytes are read from the disk when they are not in memory.
  public func lockInMemory(rows: Range<Int>? = nil) throws(ArrayStoreError) {
    let attachment = try attachment
    let range = attachment.layout.fileRange(ofRows: rows)
    do {
      try attachment.memory.mapping.lockInMemory(range)
    } catch {
      throw memoryError("lock", attachment, range, error)
    }
  }

  /// Lets rows leave memory again.
  ///
  /// - Parameter rows: which rows, locked or not; nil for all.
  /// - Throws: ``ArrayStoreError`` `.system`.
  /// - Complexity: O(pages).
  public func unlockFromMemory(rows: Range<Int>? = nil) throws(ArrayStoreError) {
    let attachment = try attachment
    do {
      try attachment.memory.mapping.unlockFromMemory(attachment.layout.fileRange(ofRows: rows))
    } catch {
      throw .refused("unlock", location.description, error)
    }
  }

  /// Why pages of this array could not be had or locked.
  private func memoryError(
    _ action: String, _ attachment: Attachment, _ range: Range<Int>, _ error: SystemCallError
  ) -> ArrayStoreError {
    if error.errno == .badAddress, let size = try? attachment.file.descriptor.status().size {
      let needed = attachment.layout.fileBytes
      guard size >= needed else {
        return .truncated(location.description, needed: needed, found: size)
      }
      let free = (try? FileSystemSpace.holding(location.directory))??.freeBytes
      return .noSpace(location, action: action, needed: range.count, free: free)
    }
    let refusal = ArrayStoreError.refused(action, location.description, error)
    guard error.call == "mlock", case .system = refusal,
      error.errno == .noMemory || error.errno == .notPermitted
    else { return refusal }
    return .memoryLockLimit(location, needed: range.count, .current)
  }
}
