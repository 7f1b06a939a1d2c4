/// numpy's one-character codes and names of element types.
enum TypeCode {
  /// The type that a single character stands for, in the given byte order.
  ///
  /// Besides letters, numpy takes its own type numbers 0 to 23 as characters.
  static func type(ofCharacter code: UInt8, _ order: ByteOrder) -> DType? {
    switch code {
    case UInt8(ascii: "?"), 0: .bool
    case UInt8(ascii: "b"), 1: .int8
    case UInt8(ascii: "B"), 2: .uint8
    case UInt8(ascii: "h"), 3: .int(bytes: 2, order)
    case UInt8(ascii: "H"), 4: .uint(bytes: 2, order)
    case UInt8(ascii: "i"), 5: .int(bytes: 4, order)
    case UInt8(ascii: "I"), 6: .uint(bytes: 4, order)
    case UInt8(ascii: "l"), UInt8(ascii: "q"), UInt8(ascii: "p"), UInt8(ascii: "n"), 7, 9:
      .int(bytes: 8, order)
    case UInt8(ascii: "L"), UInt8(ascii: "Q"), UInt8(ascii: "P"), UInt8(ascii: "N"), 8, 10:
      .uint(bytes: 8, order)
    case UInt8(ascii: "e"), 23: .float(bytes: 2, order)
    case UInt8(ascii: "f"), 11: .float(bytes: 4, order)
    case UInt8(ascii: "d"), 12: .float(bytes: 8, order)
    case UInt8(ascii: "g"), 13: .float(bytes: 16, order)
    case UInt8(ascii: "F"), 14: .complex(bytes: 8, order)
    case UInt8(ascii: "D"), 15: .complex(bytes: 16, order)
    case UInt8(ascii: "G"), 16: .complex(bytes: 32, order)
    // `T` is numpy's variable-width string, which is stored as a pickle.
    case UInt8(ascii: "O"), UInt8(ascii: "T"), 17: .object
    case UInt8(ascii: "c"): .bytes(1)
    case UInt8(ascii: "S"), 18: .bytes(0)
    case UInt8(ascii: "U"), 19: .unicode(0, order)
    case UInt8(ascii: "V"), 20: .void(0)
    case UInt8(ascii: "M"), 21: .datetime(TimeUnit(.generic), order)
    case UInt8(ascii: "m"), 22: .timedelta(TimeUnit(.generic), order)
    default: nil
    }
  }

  /// The type that a kind and a size stand for, such as `f` and 4.
  ///
  /// The size is in bytes, and in code points for `U`.
  static func type(ofKind kind: UInt8, size: Int, _ order: ByteOrder) -> DType? {
    switch kind {
    case UInt8(ascii: "b") where size == 1: .bool
    case UInt8(ascii: "i") where size == 1: .int8
    case UInt8(ascii: "u") where size == 1: .uint8
    case UInt8(ascii: "i") where [2, 4, 8].contains(size): .int(bytes: size, order)
    case UInt8(ascii: "u") where [2, 4, 8].contains(size): .uint(bytes: size, order)
    case UInt8(ascii: "f") where [2, 4, 8, 16].contains(size): .float(bytes: size, order)
    case UInt8(ascii: "c") where [8, 16, 32].contains(size): .complex(bytes: size, order)
    case UInt8(ascii: "O") where size == 4 || size == 8: .object
    // `a` is the old name of `S`, deprecated in numpy 2.0.
    case UInt8(ascii: "S"), UInt8(ascii: "a"): .bytes(size)
    case UInt8(ascii: "U") where size <= DType.maximumItemSize / 4: .unicode(size, order)
    case UInt8(ascii: "V"): .void(size)
    default: nil
    }
  }

  /// The type of one of the names that numpy 2 knows, such as `float32`; always native order.
  static func type(named name: String) -> DType? {
    switch name {
    case "bool", "bool_": .bool
    case "int8", "byte": .int8
    case "int16", "short": .int16
    case "int32", "intc": .int32
    case "int64", "int", "int_", "intp", "long", "longlong": .int64
    case "uint8", "ubyte": .uint8
    case "uint16", "ushort": .uint16
    case "uint32", "uintc": .uint32
    case "uint64", "uint", "uintp", "ulong", "ulonglong": .uint64
    case "float16", "half": .float16
    case "float32", "single": .float32
    case "float64", "float", "double": .float64
    case "float128", "longdouble": .float(bytes: 16, .native)
    case "complex64", "csingle": .complex64
    case "complex128", "complex", "cdouble": .complex128
    case "complex256", "clongdouble": .complex(bytes: 32, .native)
    case "bytes", "bytes_", "a": .bytes(0)
    case "str", "str_", "unicode": .unicode(0, .native)
    case "void": .void(0)
    case "object", "object_": .object
    default: nil
    }
  }
}
