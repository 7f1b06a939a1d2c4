import Foundation
import NPYShare
import TestSupport
import Testing

/// Lists whose bytes were altered by chance, in Swift and in Python.
@Suite struct AlteredShareableListTests {
  /// Thousands of lists with some bytes altered: an error, or the values that Python reads.
  @Test func alteredBytesAreAnErrorOrTheValuesThatPythonReads() throws {
    let name = SharedMemoryName()
    let peer = try ShareableListPeer(name.name, making: "[0]")
    let tell = """
      [type(x).__name__ + ' ' + (struct.pack('<d', x).hex() if isinstance(x, float) else \
      x.hex() if isinstance(x, bytes) else x.encode().hex() if isinstance(x, str) else str(x)) \
      for x in ShareableList(name=name)]
      """
    var random = SplitMix(state: 20_261_121)
    let original = try HostileShareableListTests.image(name.path)
    var (accepted, refused) = (0, 0)
    for round in 0..<10_000 {
      var image = original
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<image.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: image[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: image[place] = .random(in: 0...255, using: &random)
        case 2: image[place] = [0, 1, 2, 3, 0x71, 0x73, 0x38, 0xFF][place % 8]
        default: image.swapAt(place, Int.random(in: 0..<image.count, using: &random))
        }
      }
      if round % 7 == 0 { image.removeLast(Int.random(in: 0..<image.count, using: &random)) }
      try Data(image).write(to: URL(fileURLWithPath: name.path))
      do throws(ArrayStoreError) {
        let list = try ShareableList.attach(
          try ArrayLocation(file: name.path), access: .readWrite)
        let values = try list.values()
        accepted += 1
        if accepted % 8 == 0 {
          let told = peer.eval(tell)
          #expect(told == Self.tell(values), "round \(round)")
        }
        for index in values.indices {
          let value: ShareableList.Value = [7, "ab", nil, 0.5][index % 4]
          try list.replaceItem(at: index, with: value)
          #expect(try list.item(at: index) == value, "round \(round)")
        }
        #expect(try list.values().count == values.count)
      } catch {
        refused += 1
      }
    }
    #expect(accepted > 1000 && refused > 1000, "\(accepted) accepted, \(refused) refused")
    #expect(peer.end().status == 0)
  }

  /// What Python tells of these values.
  private static func tell(_ values: [ShareableList.Value]) -> String {
    let words = values.map { value in
      switch value {
      case .int(let number): "int \(number)"
      case .double(let number):
        "float \(hexadecimal(HostileShareableListTests.number(Int64(bitPattern: number.bitPattern))))"
      case .bool(let flag): "bool \(flag ? "True" : "False")"
      case .string(let text): "str \(hexadecimal(Array(text.utf8)))"
      case .bytes(let bytes): "bytes \(hexadecimal(bytes))"
      case .none: "NoneType None"
      }
    }
    return "[\(words.map { "'\($0)'" }.joined(separator: ", "))]"
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// Numbers by chance that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
