extension LockingDescriptors {
  /// What becomes of a descriptor in a forked child.
  enum Inheritance: Equatable {
    /// It leads to the same file, without any lock.
    case unlocked
    /// The same; the lock on one byte says that an array or a queue is in use.
    case unlockedMark(byte: Int)
    /// It leads to the same file, with a shared lock on one byte.
    case sharing(byte: Int)
    /// It leads to nothing.
    case severed

    init?(code: Int) {
      switch code {
      case Self.noneCode: return nil
      case Self.unlockedCode: self = .unlocked
      case Self.severedCode: self = .severed
      case ...Self.firstMarkCode: self = .unlockedMark(byte: Self.firstMarkCode - code)
      default: self = .sharing(byte: code)
      }
    }

    var code: Int {
      switch self {
      case .unlocked: Self.unlockedCode
      case .unlockedMark(let byte): Self.firstMarkCode - byte
      case .sharing(let byte): byte
      case .severed: Self.severedCode
      }
    }

    static let noneCode = -1
    private static let unlockedCode = -2
    private static let severedCode = -3
    private static let firstMarkCode = -4

    /// The byte whose lock says that something is in use.
    var mark: Int? {
      switch self {
      case .unlocked, .severed: nil
      case .unlockedMark(let byte), .sharing(let byte): byte
      }
    }
  }
}
