// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// npyshare.h documents the calls.

import ArraySnapshots
import ArrayStore
import CNPYShare
import NPYFormat

// npyshare.h, "Reports".

@c @implementation
public func npyshare_text_bytes(
  _ text: OpaquePointer?, _ bytes: UnsafeMutablePointer<UnsafePointer<CChar>?>?,
  _ count: UnsafeMutablePointer<Int64>?
) -> Int32 {
  status {
    let handle = unsafe try Handle.at(text, as: TextHandle.self)
    unsafe bytes?.pointee = unsafe handle.start
    unsafe count?.pointee = Int64(handle.count)
  }
}

@c @implementation
public func npyshare_list(
  _ rootPath: UnsafePointer<CChar>?, _ withProcesses: Int32,
  _ text: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(text, "the text")
    let root = unsafe try root(rootPath)
    let listing = try ArrayListing(root: root)
    let users = withProcesses == 0 ? nil : try listing.users()
    let handle = TextHandle(JSONValue.array(listing.json(in: root, users: users)).text)
    unsafe place.pointee = unsafe handle.handedOut()
  }
}

@c @implementation
public func npyshare_collect(
  _ rootPath: UnsafePointer<CChar>?, _ isDryRun: Int32,
  _ text: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(text, "the text")
    let collected = try unsafe root(rootPath).collect(isDryRun: isDryRun != 0)
    let handle = TextHandle(JSONValue.array(collected.map(\.json)).text)
    unsafe place.pointee = unsafe handle.handedOut()
  }
}

@c @implementation
public func npyshare_inspect(
  _ target: UnsafePointer<CChar>?, _ text: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  status {
    let place = unsafe try place(text, "the text")
    let target = try InspectionTarget(unsafe try NPYShareC.text(target, "the target"))
    let report = InspectionReport(path: target.path)
    // What there was no way to look at is a failure, what is wrong with it a finding.
    if case .failed(let error) = report.finding { throw error }
    let handle = TextHandle(report.json.text)
    unsafe place.pointee = unsafe handle.handedOut()
  }
}
