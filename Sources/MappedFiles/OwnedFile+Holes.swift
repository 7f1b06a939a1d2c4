import CShims
import Glibc
import SystemPackage

extension OwnedFile {
  /// Whether a range of the file is a hole: nothing was ever stored there, and it reads as zeros.
  ///
  /// False for what lies behind the file's end, and where the file system cannot tell. The
  /// corresponding C function is `lseek` with `SEEK_DATA`.
  ///
  /// - Complexity: one system call, or two.
  public func isHole(_ range: Range<Int>) -> Bool {
    do throws(SystemCallError) {
      let data = try systemCall("lseek") {
        lseek(descriptor, off_t(range.lowerBound), shim_SEEK_DATA)
      }
      return Int(data) >= range.upperBound
    } catch {
      // No data from there to the end of the file, wherever that is.
      guard error.errno == .noSuchAddressOrDevice, let status = try? status() else {
        return false
      }
      return status.size >= range.upperBound
    }
  }
}
