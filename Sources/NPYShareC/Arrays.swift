// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArrayStore
public import CNPYShare
import MappedFiles
import NPYFormat

// npyshare.h, "Arrays".

/// Hands out an array.
func handOut(
  _ array: ArrayHandle, _ place: UnsafeMutablePointer<OpaquePointer?>,
  _ facts: UnsafeMutablePointer<npyshare_facts>?
) {
  if let facts = unsafe facts { unsafe array.describe(facts) }
  unsafe place.pointee = unsafe array.handedOut()
}

@c @implementation
public func npyshare_create(
  _ location: UnsafePointer<CChar>?, _ descr: UnsafePointer<CChar>?, _ axisCount: Int32,
  _ extents: UnsafePointer<Int64>?, _ options: UnsafePointer<npyshare_creation>?,
  _ array: UnsafeMutablePointer<OpaquePointer?>?, _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(array, "the array")
    let new = unsafe try NewPlace(location, options)
    let made = try SharedArray.create(
      new.location, shape: unsafe try shape(axisCount, extents), dtype: unsafe try dtype(descr),
      options: new.options)
    unsafe handOut(try ArrayHandle(made), place, facts)
  }
}

@c @implementation
public func npyshare_begin(
  _ location: UnsafePointer<CChar>?, _ descr: UnsafePointer<CChar>?, _ axisCount: Int32,
  _ extents: UnsafePointer<Int64>?, _ options: UnsafePointer<npyshare_creation>?,
  _ array: UnsafeMutablePointer<OpaquePointer?>?, _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(array, "the array")
    let new = unsafe try NewPlace(location, options)
    let begun = try NewArray(
      new.location, shape: unsafe try shape(axisCount, extents), dtype: unsafe try dtype(descr),
      options: new.options)
    unsafe handOut(ArrayHandle(begun), place, facts)
  }
}

@c @implementation
public func npyshare_publish(_ array: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(array, as: ArrayHandle.self).publish() }
}

@c @implementation
public func npyshare_import(
  _ path: UnsafePointer<CChar>?, _ location: UnsafePointer<CChar>?,
  _ options: UnsafePointer<npyshare_creation>?, _ array: UnsafeMutablePointer<OpaquePointer?>?,
  _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(array, "the array")
    let new = unsafe try NewPlace(location, options)
    try SharedArray.importFile(
      unsafe try text(path, "the path"), as: new.location, options: new.options)
    let made = try attachNew(new.location) { location throws(ArrayStoreError) in
      try SharedArray.attach(location, access: .readWrite)
    }
    unsafe handOut(try ArrayHandle(made), place, facts)
  }
}

@c @implementation
public func npyshare_attach(
  _ location: UnsafePointer<CChar>?, _ accessNumber: Int32, _ isAnyOwner: Int32,
  _ timeout: Double, _ array: UnsafeMutablePointer<OpaquePointer?>?,
  _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(array, "the array")
    let found = try SharedArray.attach(
      try ArrayLocation(unsafe try text(location, "the location")),
      access: try access(accessNumber), owners: isAnyOwner == 0 ? .own : .any,
      waitingUpTo: try boundedDuration(timeout))
    unsafe handOut(try ArrayHandle(found), place, facts)
  }
}

@c @implementation
public func npyshare_attach_raw(
  _ location: UnsafePointer<CChar>?, _ descr: UnsafePointer<CChar>?, _ axisCount: Int32,
  _ extents: UnsafePointer<Int64>?, _ isFortran: Int32, _ accessNumber: Int32,
  _ isAnyOwner: Int32, _ timeout: Double, _ array: UnsafeMutablePointer<OpaquePointer?>?,
  _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let place = unsafe try place(array, "the array")
    let location = try ArrayLocation(unsafe try text(location, "the location"))
    let dtype = unsafe try dtype(descr)
    var shape = unsafe try shape(axisCount, extents)
    let owners: SharedArray.Owners = isAnyOwner == 0 ? .own : .any
    let timeout = try boundedDuration(timeout)
    if shape == [-1] {
      shape = try wholeShape(of: location, dtype, owners: owners, waitingUpTo: timeout)
    }
    let found = try SharedArray.attachRaw(
      location, shape: shape, dtype: dtype, isFortranOrder: isFortran != 0,
      access: try access(accessNumber), owners: owners, waitingUpTo: timeout)
    unsafe handOut(try ArrayHandle(found), place, facts)
  }
}

@c @implementation
public func npyshare_array_facts(
  _ array: OpaquePointer?, _ facts: UnsafeMutablePointer<npyshare_facts>?
) -> Int32 {
  status {
    let facts = unsafe try place(facts, "the facts")
    unsafe try Handle.at(array, as: ArrayHandle.self).describe(facts)
  }
}

@c @implementation
public func npyshare_array_names(
  _ array: OpaquePointer?, _ location: UnsafeMutablePointer<UnsafePointer<CChar>?>?,
  _ path: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
  status {
    let names = unsafe try Handle.at(array, as: ArrayHandle.self).names
    unsafe location?.pointee = unsafe names.location.start
    unsafe path?.pointee = unsafe names.path.start
  }
}

@c @implementation
public func npyshare_is_current(
  _ array: OpaquePointer?, _ isCurrent: UnsafeMutablePointer<Int32>?
) -> Int32 {
  status {
    let place = unsafe try place(isCurrent, "the answer")
    unsafe place.pointee = try Handle.at(array, as: ArrayHandle.self).isCurrent() ? 1 : 0
  }
}

@c @implementation
public func npyshare_array_identity(
  _ array: OpaquePointer?, _ bytes: UnsafeMutablePointer<UInt8>?,
  _ count: UnsafeMutablePointer<Int32>?
) -> Int32 {
  status {
    let handle = unsafe try Handle.at(array, as: ArrayHandle.self)
    let count = unsafe try place(count, "the count")
    let identity = try handle.array.fileIdentity()?.bytes ?? []
    guard unsafe identity.count <= count.pointee else {
      throw Failure.invalid("the identity has \(identity.count) bytes; there is less room")
    }
    if !identity.isEmpty {
      let bytes = unsafe try place(bytes, "the identity")
      for (index, byte) in identity.enumerated() { unsafe bytes[index] = byte }
    }
    unsafe count.pointee = Int32(identity.count)
  }
}

@c @implementation
public func npyshare_flush(_ array: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(array, as: ArrayHandle.self).array.flush() }
}

@c @implementation
public func npyshare_remove(
  _ location: UnsafePointer<CChar>?, _ isRaw: Int32, _ isOnlyIfUnused: Int32
) -> Int32 {
  status {
    try SharedArray.remove(
      try ArrayLocation(unsafe try text(location, "the location")),
      format: isRaw == 0 ? .npy : .raw, onlyIfUnused: isOnlyIfUnused != 0)
  }
}

@c @implementation
public func npyshare_array_remove(
  _ array: OpaquePointer?, _ isRemoved: UnsafeMutablePointer<Int32>?
) -> Int32 {
  status {
    let wasThere = unsafe try Handle.at(array, as: ArrayHandle.self).array.remove()
    unsafe isRemoved?.pointee = wasThere ? 1 : 0
  }
}
