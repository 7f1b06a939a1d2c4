import Glibc
import SystemPackage

/// Makes one system call, again as long as a signal interrupts it, and turns -1 into an error.
///
/// The error number is read before anything else can run and change it.
@inline(__always)
func systemCall<Result: FixedWidthInteger>(
  _ name: @autoclosure () -> String, _ call: () -> Result
) throws(SystemCallError) -> Result {
  while true {
    let result = call()
    if result != -1 { return result }
    let reason = errno
    if reason != EINTR { throw SystemCallError(name(), Errno(rawValue: reason)) }
  }
}

/// The same with a path, which is not copied where Swift has it as a C string already.
@inline(__always)
func systemCall<Result: FixedWidthInteger>(
  _ name: @autoclosure () -> String, _ path: String, _ call: (UnsafePointer<CChar>) -> Result
) throws(SystemCallError) -> Result {
  // Letting go of a copy, where there is one, leaves errno alone (glibc 2.33 and later).
  try systemCall(name()) { unsafe path.withCString { unsafe call($0) } }
}
