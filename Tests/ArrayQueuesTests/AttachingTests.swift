import Foundation
import NPYShare
import TestSupport
import Testing

/// Who may attach a queue, and what is refused.
struct QueueAttachingTests {
  @Test func aRoleForOneIsRefusedToASecond() throws {
    let test = try TestQueue(producers: .one, consumers: .one)
    try test.send(1)
    #expect(try test.receive() == 1)
    let second = try ArrayQueue.attach(test.location)
    #expect(second.producers == .one)
    #expect(throws: ArrayQueueError.roleTaken(test.location, .producer)) {
      try second.send(shape: [], of: UInt64.self) { _ in }
    }
    #expect(throws: ArrayQueueError.roleTaken(test.location, .consumer)) {
      _ = try second.tryReceive()
    }
  }

  @Test func aRoleForOneIsFreeWhenItsHandleHasGone() throws {
    let test = try TestQueue(producers: .one)
    do {
      let first = try ArrayQueue.attach(test.location)
      try first.send(shape: [], of: UInt64.self) { $0[[]] = 1 }
    }
    try test.send(2)
    #expect(try test.receive() == 1)
    #expect(try test.receive() == 2)
  }

  @Test func sixtyFourHandlesAreTheMost() throws {
    let test = try TestQueue()
    var handles: [ArrayQueue] = []
    for _ in 1..<64 { handles.append(try ArrayQueue.attach(test.location)) }
    #expect(throws: ArrayQueueError.tooManyPeers(test.location, 64)) {
      try ArrayQueue.attach(test.location)
    }
    handles.removeLast()
    _ = try ArrayQueue.attach(test.location)
  }

  @Test func whatIsNoQueueIsRefused() throws {
    let test = try TestQueue()
    let missing = try ArrayLocation(file: test.directory.file("missing"))
    #expect(throws: ArrayQueueError.store(.notFound(missing.description))) {
      try ArrayQueue.attach(missing)
    }
    let array = try ArrayLocation(file: test.directory.file("array"))
    _ = try SharedArray.create(array, shape: [1000], of: UInt64.self)
    #expect(throws: ArrayQueueError.unusable(array, .notAQueue)) { try ArrayQueue.attach(array) }
    let link = try ArrayLocation(file: test.directory.file("link"))
    try FileManager.default.createSymbolicLink(
      atPath: link.path, withDestinationPath: test.location.path)
    #expect(throws: ArrayQueueError.store(.notRegularFile(link.description, .symbolicLink))) {
      try ArrayQueue.attach(link)
    }
  }

  @Test func aCopyIsNoQueue() throws {
    let test = try TestQueue()
    let copy = try ArrayLocation(file: test.directory.file("copy"))
    try FileManager.default.copyItem(atPath: test.location.path, toPath: copy.path)
    #expect(throws: ArrayQueueError.unusable(copy, .noPayloads)) { try ArrayQueue.attach(copy) }
  }

  @Test(arguments: [8, 12, 16, 20, 24, 31, 32, 40, 48, 64, 503, 504])
  func anAlteredFirstPageIsRefused(offset: Int) throws {
    let test = try TestQueue()
    let file = try #require(FileHandle(forUpdatingAtPath: test.location.path))
    try file.seek(toOffset: UInt64(offset))
    let byte = try #require(try file.read(upToCount: 1)?.first)
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: Data([byte ^ 0x80]))
    let error = #expect(throws: ArrayQueueError.self) { try ArrayQueue.attach(test.location) }
    guard case .unusable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [0, 4, 100, 4095, 4096, 10_000]) func aFileCutShortIsRefused(size: Int) throws {
    let test = try TestQueue()
    let copy = try ArrayLocation(file: test.directory.file("copy"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: test.location.path))
    try bytes.prefix(size).write(to: URL(fileURLWithPath: copy.path))
    let error = #expect(throws: ArrayQueueError.self) { try ArrayQueue.attach(copy) }
    guard case .unusable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func wordsThatCannotBeAreAnError() throws {
    let test = try TestQueue()
    try test.send(1)
    let file = try #require(FileHandle(forUpdatingAtPath: test.location.path))
    // The first place of the ring names payload 255.
    try file.seek(toOffset: 13_056)
    try file.write(contentsOf: Data([255]))
    let error = #expect(throws: ArrayQueueError.self) { try test.receive() }
    guard case .damaged = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [(0, 1), (32_769, 1), (-1, 1), (1, -1), (1, .max)])
  func impossibleCountsAreRefused(payloadCount: Int, payloadBytes: Int) throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("q"))
    let error = #expect(throws: ArrayQueueError.self) {
      try ArrayQueue.create(location, payloadCount: payloadCount, payloadBytes: payloadBytes)
    }
    guard case .invalidCounts = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try directory.names().isEmpty)
  }
}
