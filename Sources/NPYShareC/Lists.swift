// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArrayStore
public import CNPYShare
import MappedFiles

/// A list of CPython's that is attached.
final class ListHandle: Handle {
  let list: ShareableList

  init(_ list: ShareableList) {
    self.list = list
  }
}

@c @implementation
public func npyshare_list_create(
  _ location: UnsafePointer<CChar>?, _ items: UnsafePointer<npyshare_item>?, _ count: Int64,
  _ list: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(list, "the list")
    guard count >= 0 else { throw Failure.invalid("there are \(count) items") }
    var values: [ShareableList.Value] = []
    if count > 0 {
      guard let items = unsafe items else { throw Failure.invalid("the items are NULL") }
      for index in 0..<Int(count) {
        values.append(unsafe try ShareableList.Value(items[index]))
      }
    }
    let made = try ShareableList.create(
      try ArrayLocation(unsafe try text(location, "the location")), values)
    unsafe place.pointee = unsafe ListHandle(made).handedOut()
  }
}

@c @implementation
public func npyshare_list_attach(
  _ location: UnsafePointer<CChar>?, _ isWritable: Int32,
  _ list: UnsafeMutablePointer<OpaquePointer?>?, _ count: UnsafeMutablePointer<Int64>?
) -> Int32 {
  status {
    let place = unsafe try place(list, "the list")
    let found = try ShareableList.attach(
      try ArrayLocation(unsafe try text(location, "the location")),
      access: isWritable == 0 ? .readOnly : .readWrite)
    unsafe count?.pointee = Int64(found.count)
    unsafe place.pointee = unsafe ListHandle(found).handedOut()
  }
}

@c @implementation
public func npyshare_list_get(
  _ list: OpaquePointer?, _ index: Int64, _ item: UnsafeMutablePointer<npyshare_item>?,
  _ text: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(item, "the item")
    let textPlace = unsafe try NPYShareC.place(text, "the text")
    let value = unsafe try Handle.at(list, as: ListHandle.self).list.item(at: Int(index))
    var found = unsafe npyshare_item()
    unsafe textPlace.pointee = nil
    switch value {
    case .none: unsafe found.type = Int32(NPYSHARE_NONE)
    case .int(let value):
      unsafe found.type = Int32(NPYSHARE_INT)
      unsafe found.integer = value
    case .double(let value):
      unsafe found.type = Int32(NPYSHARE_DOUBLE)
      unsafe found.number = value
    case .bool(let value):
      unsafe found.type = Int32(NPYSHARE_BOOL)
      unsafe found.integer = value ? 1 : 0
    case .string(let value):
      unsafe found.type = Int32(NPYSHARE_STRING)
      unsafe textPlace.pointee = unsafe found.lend(Array(value.utf8))
    case .bytes(let value):
      unsafe found.type = Int32(NPYSHARE_BYTES)
      unsafe textPlace.pointee = unsafe found.lend(value)
    }
    unsafe place.pointee = unsafe found
  }
}

@c @implementation
public func npyshare_list_set(
  _ list: OpaquePointer?, _ index: Int64, _ item: UnsafePointer<npyshare_item>?
) -> Int32 {
  status {
    guard let item = unsafe item?.pointee else { throw Failure.invalid("the item is NULL") }
    unsafe try Handle.at(list, as: ListHandle.self).list.replaceItem(
      at: Int(index), with: try ShareableList.Value(item))
  }
}

@c @implementation
public func npyshare_list_format(
  _ list: OpaquePointer?, _ index: Int64, _ text: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(text, "the text")
    let format = unsafe try Handle.at(list, as: ListHandle.self).list.format(at: Int(index))
    unsafe place.pointee = unsafe TextHandle(format).handedOut()
  }
}

extension npyshare_item {
  /// Points to bytes, which the handle that is returned keeps.
  fileprivate mutating func lend(_ value: [UInt8]) -> OpaquePointer {
    let text = TextHandle(value)
    unsafe bytes = UnsafeRawPointer(text.start)
    unsafe count = Int64(value.count)
    return unsafe text.handedOut()
  }
}

extension ShareableList.Value {
  fileprivate init(_ item: npyshare_item) throws(Failure) {
    switch unsafe Int(item.type) {
    case NPYSHARE_NONE: self = .none
    case NPYSHARE_INT: self = unsafe .int(item.integer)
    case NPYSHARE_DOUBLE: self = unsafe .double(item.number)
    case NPYSHARE_BOOL: self = unsafe .bool(item.integer != 0)
    case NPYSHARE_STRING:
      let bytes = unsafe try Self.bytes(of: item)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .invalid("the text of an item is not UTF-8")
      }
      self = .string(text)
    case NPYSHARE_BYTES: self = .bytes(unsafe try Self.bytes(of: item))
    default: throw .invalid("the type of an item is \(unsafe item.type); there are 0 to 5")
    }
  }

  private static func bytes(of item: npyshare_item) throws(Failure) -> [UInt8] {
    if unsafe item.count == 0 { return [] }
    guard let start = unsafe item.bytes, unsafe item.count > 0 else {
      throw .invalid("the bytes of an item are missing")
    }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: Int(item.count)))
  }
}
