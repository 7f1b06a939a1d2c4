import MappedFiles
import NPYFormat

/// The texts of the descrs that this process has met, for all handles: programs use few, and writing
/// one takes as long as a system call.
enum DescrTexts {
  /// A process's own: the lock may be another thread's when a child is forked.
  private final class Table: Sendable {
    let known = Guarded<[DType: CText]>([:])
  }

  private static let table = PerProcess<Table>()
  /// More are left to their handles: files could name any number of them.
  private static let most = 256

  /// The text of a descr, which stays for good; nil when there are too many.
  static func text(_ dtype: DType) -> CText? {
    table.value { Table() }.known.withLock { known in
      if let text = known[dtype] { return text }
      guard known.count < most else { return nil }
      let new = CText(dtype.descr.repr)
      known[dtype] = new
      return new
    }
  }
}
