// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArrayStore
import CNPYShare

// npyshare.h, "Ownership".

/// What owns arrays.
final class ScopeHandle: Handle {
  let scope: ArrayScope
  let texts = HandleTexts()

  init(_ scope: ArrayScope) {
    self.scope = scope
  }
}

@c @implementation
public func npyshare_scope_begin(
  _ rootPath: UnsafePointer<CChar>?, _ scope: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(scope, "the scope")
    let begun = try ArrayScope(root: unsafe try root(rootPath))
    unsafe place.pointee = unsafe ScopeHandle(begun).handedOut()
  }
}

@c @implementation
public func npyshare_scope_names(
  _ scope: OpaquePointer?, _ identifier: UnsafeMutablePointer<UnsafePointer<CChar>?>?,
  _ root: UnsafeMutablePointer<UnsafePointer<CChar>?>?
) -> Int32 {
  status {
    let handle = unsafe try Handle.at(scope, as: ScopeHandle.self)
    unsafe identifier?.pointee =
      unsafe handle.texts.text(handle.scope.identifier.description).start
    unsafe root?.pointee = unsafe handle.texts.text(handle.scope.root.path).start
  }
}

@c @implementation
public func npyshare_scope_is_open(
  _ scope: OpaquePointer?, _ isOpen: UnsafeMutablePointer<Int32>?
) -> Int32 {
  status {
    let place = unsafe try place(isOpen, "the answer")
    unsafe place.pointee = try Handle.at(scope, as: ScopeHandle.self).scope.isOpen ? 1 : 0
  }
}

@c @implementation
public func npyshare_scope_close(_ scope: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(scope, as: ScopeHandle.self).scope.close() }
}

@c @implementation
public func npyshare_array_lifetime(
  _ array: OpaquePointer?, _ lifetime: UnsafeMutablePointer<Int32>?
) -> Int32 {
  status {
    let place = unsafe try place(lifetime, "the lifetime")
    let array = unsafe try Handle.at(array, as: ArrayHandle.self).array
    unsafe place.pointee =
      switch array.lifetime {
      case nil: -1
      case .persistent: Int32(NPYSHARE_PERSISTENT)
      case .scoped: Int32(NPYSHARE_SCOPED)
      case .lastUser: Int32(NPYSHARE_LAST_USER)
      }
  }
}

@c @implementation
public func npyshare_array_persist(_ array: OpaquePointer?) -> Int32 {
  status { unsafe try Handle.at(array, as: ArrayHandle.self).array.persist() }
}

@c @implementation
public func npyshare_array_adopt(
  _ array: OpaquePointer?, _ lifetimeNumber: Int32, _ scope: OpaquePointer?
) -> Int32 {
  status {
    let handle = unsafe try Handle.at(array, as: ArrayHandle.self)
    let lifetime = try lifetime(lifetimeNumber)
    if lifetime == .persistent {
      throw Failure.invalid("a scope cannot own a persistent array: persist it")
    }
    let owner = unsafe try scope.map { unsafe try Handle.at($0, as: ScopeHandle.self).scope }
    try handle.array.adopt(as: lifetime, by: owner)
  }
}
