import MappedFiles
import NPYFormat

/// The dtypes that this process has been asked for, by the texts that said so.
enum KnownDTypes {
  private static let known = Guarded<[String: DType]>([:])
  private static let most = 256

  static func dtype(_ text: String) throws(DTypeError) -> DType {
    if let dtype = known.withLock({ $0[text] }) { return dtype }
    let new = try DType(parsing: text)
    known.withLock { if $0.count < most { $0[text] = new } }
    return new
  }
}
