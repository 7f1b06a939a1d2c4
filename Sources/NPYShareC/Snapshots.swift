// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArraySnapshots
import ArrayStore
public import CNPYShare
import MappedFiles
import NPYFormat

/// A snapshot that is open to be read from.
final class SnapshotHandle: Handle {
  let reader: SnapshotReader
  private let texts = HandleTexts()

  init(_ reader: SnapshotReader) {
    self.reader = reader
  }

  func describe(_ facts: UnsafeMutablePointer<npyshare_facts>) {
    unsafe facts.pointee.describe(
      reader.layout, data: nil, access: .readOnly, keepingTextsIn: { texts })
  }
}

/// Some rows; nil for all.
private func rows(_ first: Int64, _ end: Int64) throws(Failure) -> Range<Int>? {
  guard end < 0 || first >= 0 && first <= end else {
    throw .invalid("rows \(first) to \(end) are no range")
  }
  return end < 0 ? nil : Int(first)..<Int(end)
}

private func threadCount(_ count: Int32) -> Int? { count == 0 ? nil : Int(count) }

@c @implementation
public func npyshare_snapshot(
  _ array: OpaquePointer?, _ path: UnsafePointer<CChar>?,
  _ options: UnsafePointer<npyshare_snapshot_options>?,
  _ text: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(text, "the text")
    let array = unsafe try Handle.at(array, as: ArrayHandle.self).array
    let summary = try Snapshot.write(
      array, to: unsafe try NPYShareC.text(path, "the path"),
      options: unsafe try SnapshotOptions(options))
    let handle = TextHandle(JSONValue.object(summary.members).text)
    unsafe place.pointee = unsafe handle.handedOut()
  }
}

@c @implementation
public func npyshare_restore(
  _ path: UnsafePointer<CChar>?, _ location: UnsafePointer<CChar>?, _ first: Int64,
  _ end: Int64, _ threads: Int32, _ options: UnsafePointer<npyshare_creation>?,
  _ array: UnsafeMutablePointer<OpaquePointer?>?, _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(array, "the array")
    let new = unsafe try NewPlace(location, options)
    let layout = try Snapshot.restore(
      unsafe try text(path, "the path"), as: new.location, options: new.options,
      rows: try rows(first, end), threadCount: threadCount(threads))
    let made = try attachNew(new.location, format: layout.format) {
      location throws(ArrayStoreError) in
      switch layout.format {
      case .npy: try SharedArray.attach(location, access: .readWrite)
      case .raw:
        try SharedArray.attachRaw(
          location, shape: layout.shape, dtype: layout.dtype,
          isFortranOrder: layout.isFortranOrder, access: .readWrite)
      }
    }
    unsafe handOut(try ArrayHandle(made), place, facts)
  }
}

@c @implementation
public func npyshare_restore_into(
  _ path: UnsafePointer<CChar>?, _ array: OpaquePointer?, _ threads: Int32
) -> Int32 {
  status {
    try Snapshot.restore(
      unsafe try text(path, "the path"),
      into: unsafe try Handle.at(array, as: ArrayHandle.self).array,
      threadCount: threadCount(threads))
  }
}

@c @implementation
public func npyshare_snapshot_open(
  _ path: UnsafePointer<CChar>?, _ reader: UnsafeMutablePointer<OpaquePointer?>?,
  _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(reader, "the snapshot")
    let handle = SnapshotHandle(try SnapshotReader(unsafe try text(path, "the path")))
    if let facts = unsafe facts { unsafe handle.describe(facts) }
    unsafe place.pointee = unsafe handle.handedOut()
  }
}

@c @implementation
public func npyshare_snapshot_read(
  _ reader: OpaquePointer?, _ first: Int64, _ end: Int64, _ bytes: UnsafeMutableRawPointer?,
  _ count: Int64
) -> Int32 {
  status {
    let reader = unsafe try Handle.at(reader, as: SnapshotHandle.self).reader
    try reader.withRowBytes(try rows(first, end)) { found in
      guard found.count == count else {
        throw Failure.invalid("the rows have \(found.count) bytes, and there is room for \(count)")
      }
      if count == 0 { return }
      guard let bytes = unsafe bytes else { throw Failure.invalid("the place for rows is NULL") }
      unsafe found.withUnsafeBytes { found in
        let place = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: found.count)
        unsafe place.copyMemory(from: found)
      }
    }
  }
}

extension SnapshotOptions {
  fileprivate init(_ options: UnsafePointer<npyshare_snapshot_options>?) throws(Failure) {
    self.init()
    guard let options = unsafe options?.pointee else { return }
    switch Int(options.consistency) {
    case NPYSHARE_STABLE: consistency = .stable
    case NPYSHARE_LEASED: consistency = .leased
    case NPYSHARE_FUZZY: consistency = .fuzzy
    default: throw .invalid("the consistency is \(options.consistency); there are 0, 1 and 2")
    }
    isSpooled = options.is_spooled != 0
    if options.level < 0 { compression = .none }
    if options.level > 0 { compression = .zstd(level: Int(options.level)) }
    threadCount = options.threads == 0 ? nil : Int(options.threads)
    if options.passes != 0 { maximumPasses = Int(options.passes) }
    if options.replaces != 0 { onConflict = .replace }
    guard options.permissions <= 0o7777 else {
      throw .invalid("the mode is \(options.permissions); it has 12 bits")
    }
    if options.permissions != 0 { permissions = options.permissions }
    if options.frame_bytes != 0 { frameBytes = Int(options.frame_bytes) }
  }
}
