import Glibc

/// A copy of a text that ends with a zero, for C; it never changes, and whoever made it frees it.
@safe
struct CText: @unchecked Sendable {
  // Sendable: nobody stores into it.
  let start: UnsafePointer<CChar>

  init(_ text: String) {
    guard let copy = unsafe strdup(text) else {
      fatalError("no memory for a text of \(text.utf8.count) bytes")
    }
    unsafe start = UnsafePointer(copy)
  }

  func free() {
    unsafe Glibc.free(UnsafeMutablePointer(mutating: start))
  }
}
