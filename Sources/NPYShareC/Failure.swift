// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArrayQueues
import ArraySnapshots
import ArrayStore
public import CNPYShare
import MappedFiles
import NPYFormat
import SystemPackage

/// Why a call did nothing, as it is told to the caller.
struct Failure: Error {
  let kind: Int32
  /// The kernel's number, or 0.
  var number: Int32 = 0
  let message: String

  init(_ kind: Int, number: Errno? = nil, _ message: String) {
    self.kind = Int32(kind)
    self.number = number?.rawValue ?? 0
    self.message = message
  }

  /// An argument that no call takes.
  static func invalid(_ message: String) -> Failure {
    Failure(NPYSHARE_INVALID, number: .invalidArgument, message)
  }

  init(_ error: any Error) {
    switch error {
    case let error as Failure: self = error
    case let error as ArrayStoreError: self.init(error, error.description)
    case let error as SnapshotError: self.init(error)
    case let error as ArrayQueueError: self.init(error)
    case let error as SystemCallError: self.init(error, error.description)
    default: self.init(NPYSHARE_INVALID, number: .invalidArgument, "\(error)")
    }
  }

  init(_ error: SystemCallError, _ message: String) {
    let kind =
      switch error.errno {
      case .noSpace, .diskQuotaExceeded: NPYSHARE_NO_SPACE
      case .permissionDenied, .notPermitted, .readOnlyFileSystem: NPYSHARE_NOT_PERMITTED
      case .noSuchFileOrDirectory: NPYSHARE_NOT_FOUND
      case .fileExists: NPYSHARE_EXISTS
      default: NPYSHARE_SYSTEM
      }
    self.init(kind, number: error.errno, message)
  }
}

/// Does what a call is for, and says how it went.
///
/// - Returns: the status of the call; what went wrong is kept for `npyshare_last_error`.
func status(_ body: () throws -> Void) -> Int32 {
  do {
    try body()
    return Int32(NPYSHARE_OK)
  } catch {
    let failure = Failure(error)
    var message = failure.message
    message.withUTF8 { text in
      unsafe text.withMemoryRebound(to: CChar.self) { text in
        // An empty message has no address.
        if let start = text.baseAddress {
          unsafe last_failure_store(failure.kind, failure.number, start, Int64(text.count))
        }
      }
    }
    return failure.kind
  }
}

@c @implementation
public func npyshare_last_error(_ error: UnsafeMutablePointer<npyshare_error>?) -> Int32 {
  guard let error = unsafe error else { return Int32(NPYSHARE_INVALID) }
  unsafe error.pointee = unsafe npyshare_error(
    kind: last_failure_kind(), number: last_failure_number(), message: last_failure_message())
  return Int32(NPYSHARE_OK)
}
