import Testing

@testable import NPYFormat

/// The fast reader and the general one agree on everything that the fast one reads.
@Suite struct FastPathTests {
  static let descrs = [
    "<f2", "<f4", "<f8", "<f16", ">f4", "<i2", ">i4", "<i8", "<u2", "<u4", ">u8", "<c8", "<c16",
    "<c32", "|b1", "|i1", "|u1", "|f4", "<i1", "<b1", "<f3", "<f6", "|S5", "<U3", "=f4", "f4",
    "<f04",
    "<f1", "<V2", "<i16", "<c4", "<f64", "<b2", "<M8",
  ]

  static let shapes = [
    "()", "(3,)", "(3)", "(3, 4)", "(3, 4,)", "(3,4)", "(0, 0)", "(01,)", "( 3,)", "(3 ,)", "(,)",
    "(123456789012345678,)", "(1234567890123456789,)", "(3, )", "(3, 4, 5, 6, 7)", "(3", "(-1,)",
    "(99999999999999999999,)",
  ]

  private func check(_ text: String, _ version: NPYVersion) {
    let bytes = HeaderFrame.bytes(text, version)
    let range = version.prefixBytes..<bytes.count
    let fast = CanonicalHeader.read(bytes.span, text: range, version: version)
    guard let fast else { return }
    let general = try? HeaderReader.read(bytes.span, text: range, version: version)
    #expect(general?.dtype == fast.dtype)
    #expect(general?.shape == fast.shape)
    #expect(general?.isFortranOrder == fast.isFortranOrder)
    #expect(general?.characters == fast.characters)
    #expect(general?.dataOffset == fast.dataOffset)
    #expect(general?.mlName == nil && general?.refusal == nil)
    guard let general, let header = try? NPYHeader(general, source: bytes.span) else { return }
    #expect(TextDifference(raw: general, header: header, in: bytes.span) == nil)
  }

  @Test(arguments: descrs, shapes) func bothReadersAgree(_ descr: String, _ shape: String) {
    for order in ["True", "False", "None"] {
      for end in ["\n", "   \n", "  ", "", " \n\n", "#\n"] {
        for version in [NPYVersion.v1, .v2, .v3] {
          check(
            "{'descr': '\(descr)', 'fortran_order': \(order), 'shape': \(shape), }" + end, version)
        }
      }
    }
  }

  @Test func bothReadersAgreeOnEveryChangedByte() {
    let text = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 40), }   \n"
    let original = Array(text.utf8)
    for index in original.indices {
      for byte in UInt8.min...0x7F {
        var changed = original
        changed[index] = byte
        check(String(decoding: changed, as: UTF8.self), .v1)
      }
      check(String(decoding: original[..<index], as: UTF8.self), .v1)
    }
  }

  @Test func theHeadersThatMatterAreReadFast() throws {
    for dtype in [DType.float32, .uint8, .bool, .complex128, .float(bytes: 8, .big)] {
      for shape in [[], [3], [1024, 1024], [1, 2, 3, 4, 5]] {
        let header = try NPYHeader(dtype: dtype, shape: shape, isFortranOrder: true)
        let range = header.version.prefixBytes..<header.dataOffset
        let bytes = header.encoded
        #expect(CanonicalHeader.read(bytes.span, text: range, version: .v1)?.dtype == dtype)
      }
    }
  }

  /// Every size of every kind, those that no array has among them.
  @Test func bothWritersAgree() {
    let sizes = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32]
    var dtypes: [DType] = [.bool, .bytes(3), .void(2), .unicode(1, .little)]
    for size in sizes {
      for order in [ByteOrder.little, .big] {
        dtypes += [
          .int(bytes: size, order), .uint(bytes: size, order), .float(bytes: size, order),
          .complex(bytes: size, order),
        ]
      }
    }
    let shapes = [[], [0], [7], [10], [1024], [3, 40], [0, 9, 100], [Int.max], [1, 2, 3, 4, 5]]
    var written = 0
    for dtype in dtypes {
      for shape in shapes {
        for isFortranOrder in [false, true] {
          let fast = CanonicalHeader.text(dtype, isFortranOrder: isFortranOrder, shape: shape)
          guard let fast else { continue }
          let general = HeaderText.dictionary(
            dtype: dtype, isFortranOrder: isFortranOrder, shape: shape)
          #expect(String(decoding: fast, as: UTF8.self) == general)
          written += 1
        }
      }
    }
    // Bool, two integers of one byte, and 3 + 3 + 4 + 3 others of either order.
    #expect(written == (1 + 2 + 2 * (3 + 3 + 4 + 3)) * shapes.count * 2)
  }
}
