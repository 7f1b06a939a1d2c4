import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct RestoringIntoArraysTests {
  private static func array(_ directory: TemporaryDirectory) throws -> SharedArray {
    try SharedArray.create(
      ArrayLocation(file: directory.file("a")), copying: (0..<300_000).map { Int32($0) })
  }

  @Test func restoringIntoAnArrayStoresOnlyWhatIsSound() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try Self.array(directory)
    let path = directory.file("s")
    var options = SnapshotOptions()
    options.frameBytes = 64 << 10
    try Snapshot.write(array, to: path, options: options)
    try array.withUnleasedMutableView(as: Int32.self) { for i in 0..<$0.count { $0[i] = -5 } }
    // The last frame of elements is damaged: nothing is stored, not even from the first.
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let end = bytes.count
    let metadata = (0..<4).reduce(0) { $0 | Int(bytes[end - 21 + $1]) << (8 * $1) }
    let tableBytes = 17 + 12 * 21
    bytes[end - tableBytes - metadata - 20] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: directory.file("t")))
    let error = #expect(throws: SnapshotError.self) {
      try Snapshot.restore(directory.file("t"), into: array)
    }
    guard case .damagedFrame(_, frame: 19, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    try array.withUnleasedView(as: Int32.self) { view in
      #expect((0..<view.count).allSatisfy { view[$0] == -5 })
    }
    let other = try SharedArray.attach(array.location)
    try Snapshot.restore(path, into: array)
    try other.withUnleasedView(as: Int32.self) { view in
      #expect((0..<view.count).allSatisfy { view[$0] == Int32($0) })
    }
    #expect(throws: SnapshotError.array(.notWritable(other.location))) {
      try Snapshot.restore(path, into: other)
    }
    let short = try SharedArray.create(
      ArrayLocation(file: directory.file("short")), shape: [299_999], of: Int32.self)
    let mismatch = #expect(throws: SnapshotError.self) {
      try Snapshot.restore(path, into: short)
    }
    #expect(mismatch?.description.contains("[299999]") == true)
    let own = try SharedArray.attach(array.location, access: .privateCopy)
    try own.withUnleasedMutableView(as: Int32.self) { $0[3] = 0 }
    try Snapshot.restore(path, into: own)
    try own.withUnleasedView(as: Int32.self) { #expect($0[3] == 3) }
  }
}
