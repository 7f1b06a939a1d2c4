/// The order of the bytes of a number in a file.
public enum ByteOrder: Hashable, Sendable {
  /// Least significant byte first: `<` in a descr.
  case little
  /// Most significant byte first: `>` in a descr.
  case big

  /// The order of the machine that this code runs on.
  public static var native: ByteOrder {
    #if _endian(little)
      .little
    #else
      .big
    #endif
  }

  /// The character that stands for this order in a descr.
  var character: Character {
    switch self {
    case .little: "<"
    case .big: ">"
    }
  }
}
