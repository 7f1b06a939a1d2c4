public import ArrayStore
import Glibc
import MappedFiles

extension Snapshot {
  /// Takes a snapshot of an array.
  ///
  /// The array is read with `pread`, as it is in its file now, which may be longer than the handle
  /// knows; of a private copy the private elements are taken.
  ///
  /// - Parameters:
  ///   - array: what to take.
  ///   - path: the file to make.
  ///   - options: the promise, compression, frames, what to do with a taken name, durability.
  ///   - progress: called now and then on this thread, for a stable snapshot over two passes.
  /// - Returns: what has become of it.
  /// - Throws: ``SnapshotError`` `.invalidOptions`, `.unstable`, `.sourceChanged`, `.array` with
  ///   `.alreadyExists`, `.noDirectory`, `.noSpace`.
  /// - Complexity: O(bytes) time on all processors; memory of 8 MiB, or of two frames where that is
  ///   more, for each of them and for two more, and for the array when it is spooled.
  @discardableResult
  public static func write(
    _ array: SharedArray, to path: String, options: SnapshotOptions = SnapshotOptions(),
    progress: ((CopyProgress) -> Void)? = nil
  ) throws(SnapshotError) -> SnapshotSummary {
    let source: ArraySource
    do {
      source = try ArraySource(array)
    } catch {
      throw .array(error)
    }
    let target = try target(path, of: source, options)
    guard options.consistency == .leased else {
      return try take(source, target, options, progress)
    }
    if options.isSpooled {
      let copy = try array.withSnapshotLease(.shared, timeout: options.timeout) {
        () throws(SnapshotError) in
        try source.spooled(threadCount: options.threadCount)
      }
      return try take(copy, target, options, progress)
    }
    return try array.withSnapshotLease(.shared, timeout: options.timeout) {
      () throws(SnapshotError) in
      try take(source, target, options, progress)
    }
  }

  /// Takes a snapshot of a `.npy` file.
  ///
  /// Bytes behind the elements are left out.
  ///
  /// - Parameters:
  ///   - source: the file; it may be a link, and anybody's.
  ///   - path: the file to make.
  ///   - options: as for an array, but for `.leased`, which needs an array that is attached.
  ///   - progress: called now and then on this thread.
  /// - Returns: what has become of it.
  /// - Throws: ``SnapshotError`` as for an array, and `.array` with `.notFound`, `.invalidHeader`,
  ///   `.truncated`, `.objectElements`.
  @discardableResult
  public static func write(
    file source: String, to path: String, options: SnapshotOptions = SnapshotOptions(),
    progress: ((CopyProgress) -> Void)? = nil
  ) throws(SnapshotError) -> SnapshotSummary {
    if options.consistency == .leased {
      throw .invalidOptions(
        "a file has no leases before it is attached; attach '\(source)', or take it stable")
    }
    let array: ArraySource
    do {
      array = try ArraySource(file: source)
    } catch {
      throw .array(error)
    }
    return try take(array, try target(path, of: array, options), options, progress)
  }

  /// Refuses, before any work is done, what would be refused in the end.
  ///
  /// - Returns: where the snapshot goes.
  private static func target(
    _ path: String, of source: ArraySource, _ options: SnapshotOptions
  ) throws(SnapshotError) -> ArrayLocation {
    try options.check()
    do {
      let location = try ArrayLocation(file: path)
      let layout = try source.state().layout
      var creation = CreationOptions()
      creation.onConflict = options.onConflict
      let needed = options.compression == .none ? layout.fileBytes : 0
      try ArrayDestination.check(location, needed: needed, creation, action: "write the snapshot")
      return location
    } catch {
      throw .array(error)
    }
  }

  private static func take(
    _ source: ArraySource, _ location: ArrayLocation, _ options: SnapshotOptions,
    _ progress: ((CopyProgress) -> Void)?
  ) throws(SnapshotError) -> SnapshotSummary {
    do throws(FrameFailure) {
      return try fill(location, from: source, options, progress)
    } catch {
      let needed = (try? source.state())?.layout.fileBytes ?? 0
      throw error.snapshotError(making: location, needed: needed, action: "write the snapshot")
    }
  }

  /// Makes the file and gives it its name.
  private static func fill(
    _ location: ArrayLocation, from source: ArraySource, _ options: SnapshotOptions,
    _ progress: ((CopyProgress) -> Void)?
  ) throws(FrameFailure) -> SnapshotSummary {
    let begun = Glibc.time(nil)
    Residue.clear(location.directory, always: true)
    let pending: PendingFile
    do {
      pending = try PendingFile(in: location.directory)
    } catch {
      throw .destination(error)
    }
    var writer = SnapshotWriter(source, into: pending, options, progress)
    let (written, passes) = try writer.makePasses()
    let isDurable = options.isDurable ?? !isInMemory(location.directory)
    do {
      let bytes = try writer.finish(written, begun: begun)
      try writer.publish(at: location, isDurable: isDurable)
      return SnapshotSummary(
        layout: written.state.layout, consistency: options.consistency, passes: passes,
        frameCount: options.compression == .none ? 0 : written.entries.count,
        contentBytes: written.state.header.count + written.state.layout.dataBytes,
        snapshotBytes: bytes)
    } catch let error as SystemCallError {
      throw .destination(error)
    } catch let error as ArrayStoreError {
      throw .publication(error)
    } catch {
      fatalError("\(error)")
    }
  }

  /// Whether files in a directory last no longer than the machine runs.
  private static func isInMemory(_ directory: String) -> Bool {
    ((try? FileSystemSpace.holding(directory)) ?? nil)?.isMemory ?? false
  }
}
