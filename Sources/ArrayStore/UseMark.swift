import MappedFiles
import SystemPackage

/// Whether somebody has a file attached through npyshare.
enum UseMark {
  case inUse
  /// Nobody has, nor can attach it as long as this is held.
  case free(HeldFile?)

  /// Looks at a file, and takes the place of its users if there are none.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - isDryRun: whether it only looks.
  /// - Returns: what it is.
  /// - Throws: `SystemCallError`.
  static func taken(_ path: String, isDryRun: Bool = false) throws(SystemCallError) -> UseMark {
    do throws(SystemCallError) {
      let file = try OwnedFile(opening: path, access: isDryRun ? .readOnly : .readWrite)
      for format in [ArrayLayout.Format.npy, .raw] {
        let bytes = LockedBytes.inUse(format)
        let isFree =
          isDryRun
          ? try !file.isLocked(against: .exclusive, bytes) : try file.tryLock(.exclusive, bytes)
        if !isFree { return .inUse }
      }
      return .free(HeldFile(file))
    } catch
      where error.errno == .permissionDenied
    {
      // Its mode does not let its owner store: looking has to do. One that cannot be read either has
      // no users.
      return isDryRun ? .free(nil) : try taken(path, isDryRun: true)
    } catch
      where error.meansNoLocks
    {
      return .free(nil)
    }
  }
}
