public import MappedFiles
public import NPYFormat

/// Why an array cannot be made longer in place.
public enum GrowthRefusal: Hashable, Sendable, CustomStringConvertible {
  /// It has no header that could say so.
  case raw
  /// It is attached as a private copy, which nobody else would see grow.
  case privateCopy
  /// Its header cannot say so.
  case header(HeaderGrowthError)
  /// The text of its header cannot be written anew; why.
  case headerText(String)
  /// What would change in its header lies in two pages of the file, which the kernel does not write
  /// as one; the bytes of the file.
  case headerAcrossPages(Range<Int>)
  /// Another array follows in the same file, at this byte.
  case followedByAnother(at: Int)
  /// Its header describes another array than the handle has attached; what the one said and the
  /// other says, if it can be read.
  case headerChanged(was: NPYHeader, found: NPYHeader?)
  /// Its file system has no locks, so growers cannot take turns.
  case noLocks(SystemCallError)

  /// One line: what is in the way, and the remedy where there is one.
  public var description: String {
    switch self {
    case .raw: "it has no header that could say its new shape; import it as a .npy"
    case .privateCopy: "it is attached as a private copy; attach it with access .readWrite"
    case .header(let error):
      switch error {
      case .noRoom, .textKept: "\(error); import the file again, which gives it another header"
      default: "\(error)"
      }
    case .headerText(let reason):
      "its header cannot be written anew, \(reason); import the file again"
    case .headerAcrossPages(let bytes):
      "bytes \(bytes.lowerBound) to \(bytes.upperBound - 1) of its header would change, which lie in two pages; import the file again, with a shorter header"
    case .followedByAnother(let offset):
      "another array follows in the same file, at byte \(offset); import the file, to grow its first array alone"
    case .headerChanged(let was, let found?):
      "its header says \(found.dtype) \(found.shape) and said \(was.dtype) \(was.shape), which is no growth; refresh the handle"
    case .headerChanged(let was, nil):
      "its header said \(was.dtype) \(was.shape) and is being rewritten by something else"
    case .noLocks(let error):
      "its file system has no locks for growers to take turns (\(error)); copy the array to another one"
    }
  }
}
