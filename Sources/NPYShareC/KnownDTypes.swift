import MappedFiles
import NPYFormat

/// The dtypes that this process has been asked for, by the texts that said so.
enum KnownDTypes {
  /// A process's own: the lock may be another thread's when a child is forked.
  private final class Table: Sendable {
    let known = Guarded<[String: DType]>([:])
  }

  private static let table = PerProcess<Table>()
  private static let most = 256

  static func dtype(_ text: String) throws(DTypeError) -> DType {
    let known = table.value { Table() }
    if let dtype = known.known.withLock({ $0[text] }) { return dtype }
    let new = try DType(parsing: text)
    known.known.withLock { if $0.count < most { $0[text] = new } }
    return new
  }
}
