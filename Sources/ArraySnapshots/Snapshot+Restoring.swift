public import ArrayStore
import MappedFiles
import NPYFormat

extension Snapshot {
  /// Makes an array of a snapshot, or of some of its rows.
  ///
  /// The array appears complete or never; when it replaces another one, whoever has that attached
  /// keeps it. Every checksum is compared. Frames are decompressed on all processors and written, not
  /// mapped: a full file system is an error and no signal.
  ///
  /// - Parameters:
  ///   - path: the snapshot.
  ///   - location: the array to make.
  ///   - options: padding, mode, durability, what to do with a taken name. The order is the
  ///     snapshot's. Frames of zeros are not stored: room is made for
  ///     them, or with space `.sparse` none. The whole array keeps its
  ///     header byte for byte unless a page-padded or no header is asked for.
  ///   - rows: which rows, by the outermost axis; all of them for nil.
  ///   - threadCount: at most so many threads; as many as there are processors for nil.
  ///   - progress: called now and then on this thread.
  /// - Returns: the layout of the new array.
  /// - Throws: ``SnapshotError``, no array is made then: `.damagedFrame`, `.truncated`,
  ///   `.rowsOutOfRange`, `.array` with `.notFound`, `.alreadyExists`, `.noSpace`, and others.
  /// - Complexity: O(bytes) time; memory for a frame, compressed and not, for each thread.
  @discardableResult
  public static func restore(
    _ path: String, as location: ArrayLocation, options: CreationOptions = CreationOptions(),
    rows: Range<Int>? = nil, threadCount: Int? = nil,
    progress: ((CopyProgress) -> Void)? = nil
  ) throws(SnapshotError) -> ArrayLayout {
    let reader = try SnapshotReader(path)
    do {
      return try make(location, of: reader, options, rows, threadCount, progress)
    } catch .array(let error) where ArrayRoot.makesRoom(after: error, for: location) {
      return try make(location, of: reader, options, rows, threadCount, progress)
    }
  }

  private static func make(
    _ location: ArrayLocation, of reader: SnapshotReader, _ options: CreationOptions,
    _ rows: Range<Int>?, _ threadCount: Int?, _ progress: ((CopyProgress) -> Void)?
  ) throws(SnapshotError) -> ArrayLayout {
    let range = try reader.contentRange(ofRows: rows)
    let (layout, header) = try reader.newLayout(rows, location, options)
    do {
      try ArrayDestination.check(
        location, needed: layout.fileBytes, options, action: "restore")
    } catch {
      throw .array(error)
    }
    do throws(FrameFailure) {
      try fill(location, layout, header, options, from: reader, range, threadCount, progress)
      return layout
    } catch {
      throw error.snapshotError(making: location, needed: layout.fileBytes, action: "restore")
    }
  }

  private static func fill(
    _ location: ArrayLocation, _ layout: ArrayLayout, _ header: [UInt8]?,
    _ options: CreationOptions, from reader: SnapshotReader, _ range: Range<Int>,
    _ threadCount: Int?, _ progress: ((CopyProgress) -> Void)?
  ) throws(FrameFailure) {
    let array: ArrayDestination
    do {
      array = try ArrayDestination(layout, header: header, at: location, options)
    } catch {
      throw .destination(error)
    }
    try fill(
      array, leavingHoles: options.space == .sparse, from: reader, range, threadCount, progress)
    do {
      try array.publish("restore")
    } catch {
      throw .publication(error)
    }
  }

  private static func fill(
    _ array: borrowing ArrayDestination, leavingHoles: Bool, from reader: SnapshotReader,
    _ range: Range<Int>, _ threadCount: Int?, _ progress: ((CopyProgress) -> Void)?
  ) throws(FrameFailure) {
    // The kernel lets one thread at a time change a file, and keeps the others spinning.
    let turn = Guarded(())
    try reader.decode(range, threadCount: threadCount, progress) {
      content, place throws(SystemCallError) in
      let offset = place.lowerBound - range.lowerBound
      if let content, !ContentChecksum.isZero(content) {
        try turn.withLock { _ throws(SystemCallError) in try array.write(content, at: offset) }
      } else if !leavingHoles {
        try turn.withLock { _ throws(SystemCallError) in
          try array.reserve(place.count, at: offset)
        }
      }
    }
  }

  /// Stores a snapshot's elements into an array that others have attached.
  ///
  /// Every frame is decompressed and checked before the first element is stored. The elements are
  /// then stored over the array's own.
  ///
  /// - Important: Not safe against the death of this process: killed while it stores, it leaves an
  ///   array that is partly the old one and partly the snapshot. Where that matters, restore with
  ///   replacement: ``restore(_:as:options:rows:threadCount:progress:)`` with `onConflict`
  ///   `.replace`.
  /// - Parameters:
  ///   - path: the snapshot.
  ///   - array: attached for storing; its dtype, shape and order are the snapshot's.
  ///   - timeout: how long to wait for the exclusive lease; without end for nil.
  ///   - threadCount: at most so many threads; as many as there are processors for nil.
  ///   - progress: called now and then on this thread, while elements are stored.
  /// - Throws: ``SnapshotError`` `.layoutMismatch`, `.notCurrent`, `.damagedFrame`, `.truncated`,
  ///   `.array` with `.notWritable`, `.leaseTimedOut`; `.partlyRestored` when storing failed midway.
  /// - Complexity: O(bytes) time, each frame being decompressed twice; memory for a frame,
  ///   compressed and not, for each thread.
  public static func restore(
    _ path: String, into array: SharedArray, timeout: Duration? = nil, threadCount: Int? = nil,
    progress: ((CopyProgress) -> Void)? = nil
  ) throws(SnapshotError) {
    guard array.access != .readOnly else { throw .array(.notWritable(array.location)) }
    let reader = try SnapshotReader(path)
    let layout = array.layout
    guard layout.dtype.descr == reader.layout.dtype.descr, layout.shape == reader.layout.shape,
      layout.header.isCContiguous == reader.layout.header.isCContiguous
    else {
      throw .layoutMismatch(
        array.location, found: layout.summary, snapshot: reader.layout.summary)
    }
    let range = reader.layout.dataOffset..<reader.layout.fileBytes
    // Before the lease: nobody need wait for it.
    do throws(FrameFailure) {
      try reader.decode(range, threadCount: threadCount, nil) { _, _ in }
    } catch {
      throw error.snapshotError(storing: array.location)
    }
    try array.withSnapshotLease(.exclusive, timeout: timeout) { () throws(SnapshotError) in
      let isCurrent: Bool
      do throws(ArrayStoreError) {
        isCurrent = array.access == .privateCopy ? true : try array.isCurrent
      } catch {
        throw .array(error)
      }
      guard isCurrent else { throw .notCurrent(array.location) }
      do throws(FrameFailure) {
        try reader.decode(range, threadCount: threadCount, progress) {
          content, place throws(SystemCallError) in
          let offset = place.lowerBound - range.lowerBound
          if let content { return try array.overwrite(content, at: offset) }
          try Zeros.inPieces(place.count) { zeros, done throws(SystemCallError) in
            try array.overwrite(zeros, at: offset + done)
          }
        }
      } catch {
        throw .partlyRestored(
          array.location, error.snapshotError(storing: array.location))
      }
    }
  }
}

extension SnapshotReader {
  /// The layout of the array to make, and its header where that is the snapshot's own.
  fileprivate func newLayout(
    _ rows: Range<Int>?, _ location: ArrayLocation, _ options: CreationOptions
  ) throws(SnapshotError) -> (ArrayLayout, [UInt8]?) {
    if rows == nil, options.format == .npy, options.padding == .numpy {
      return (layout, headerBytes)
    }
    let shape = try shape(ofRows: rows)
    do {
      let new = try ArrayLayout(
        shape: shape, dtype: layout.dtype, isFortranOrder: layout.isFortranOrder,
        format: options.format, padding: options.padding)
      return (new, nil)
    } catch {
      throw .array(.invalidLayout(location.description, error))
    }
  }
}

extension ArrayLayout {
  /// Dtype, shape and order, for an error.
  fileprivate var summary: String {
    "\(dtype) of shape \(shape)" + (isFortranOrder ? " in Fortran order" : "")
  }
}
