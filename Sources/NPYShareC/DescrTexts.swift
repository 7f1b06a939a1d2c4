import MappedFiles
import NPYFormat

/// The texts of the descrs that this process has met, for all handles: programs use few, and writing
/// one takes as long as a system call.
enum DescrTexts {
  /// A process's own: the lock may be another thread's when a child is forked.
  private final class Table: Sendable {
    let known = Guarded(Known())
  }

  private struct Known {
    var texts: [DType: CText] = [:]
    /// The one that was asked for last: most programs have one, or few.
    var last: (dtype: DType, text: CText)?
  }

  private static let table = PerProcess<Table>()
  /// More are left to their handles: files could name any number of them.
  private static let most = 256

  /// The text of a descr, which stays for good; nil when there are too many.
  static func text(_ dtype: DType) -> CText? {
    table.value { Table() }.known.withLock { known in
      if let last = known.last, last.dtype == dtype { return last.text }
      var text = known.texts[dtype]
      if text == nil, known.texts.count < most {
        text = CText(dtype.descr.repr)
        known.texts[dtype] = text
      }
      if let text { known.last = (dtype, text) }
      return text
    }
  }
}
