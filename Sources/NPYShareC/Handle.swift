// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import CNPYShare

/// What a pointer that was handed out stands for.
///
/// Whoever has the pointer owns one reference, until `npyshare_release`.
class Handle {
  /// The pointer to hand out, which then owns a reference.
  final func handedOut() -> OpaquePointer {
    unsafe OpaquePointer(Unmanaged<Handle>.passRetained(self).toOpaque())
  }

  /// What a pointer stands for.
  ///
  /// - Throws: ``Failure`` for NULL and for a handle of another kind.
  static func at<Kind: Handle>(
    _ pointer: OpaquePointer?, as kind: Kind.Type = Kind.self
  ) throws(Failure) -> Kind {
    guard let pointer = unsafe pointer else { throw .invalid("the handle is NULL") }
    let handle = unsafe Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(pointer))
      .takeUnretainedValue()
    // All kinds are final, and a cast that looks for ancestors takes longer than most of a call.
    guard type(of: handle) == kind else {
      throw .invalid("the handle is \(handle), where \(kind) is asked for")
    }
    return unsafe unsafeDowncast(handle, to: kind)
  }
}

@c @implementation
public func npyshare_release(_ pointer: UnsafeMutableRawPointer?) -> Int32 {
  if let pointer = unsafe pointer { unsafe Unmanaged<Handle>.fromOpaque(pointer).release() }
  return 0
}

@c @implementation
public func npyshare_abi_version() -> Int32 { Int32(NPYSHARE_ABI_VERSION) }
