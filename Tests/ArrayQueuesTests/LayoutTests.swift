import NPYFormat
import NPYShare
import TestSupport
import Testing

/// Messages of changing layouts: what is remembered of the last one must not be taken for the next.
struct LayoutTests {
  /// So many that not all can be remembered.
  @Test func anyNumberOfLayoutsGoThrough() throws {
    let test = try TestQueue()
    for round in 0..<3 {
      for extent in 1...40 {
        let number = UInt64(round * 1000 + extent)
        try test.queue.send(shape: [extent], of: UInt64.self) { view in
          for index in 0..<extent { view[index] = number &+ UInt64(index) }
        }
        let last = try test.queue.receive(as: UInt64.self) { view in
          #expect(view.shape == [extent])
          return view[extent - 1]
        }
        #expect(last == number &+ UInt64(extent - 1))
      }
    }
  }

  @Test(arguments: [ArrayQueue.Peers.one, .many])
  func typesTakeTurns(peers: ArrayQueue.Peers) throws {
    let test = try TestQueue(producers: peers, consumers: peers)
    for number in 0..<20 {
      try test.queue.send(shape: [2], of: UInt64.self) { $0[1] = UInt64(number) }
      try test.queue.send(shape: [2], of: Float.self) { $0[1] = Float(number) }
      #expect(try test.queue.receive(as: UInt64.self) { $0[1] } == UInt64(number))
      #expect(try test.queue.receive(as: Float.self) { $0[1] } == Float(number))
    }
    try test.queue.send(shape: [2], of: Float.self) { $0[1] = 1 }
    #expect(
      throws: ArrayQueueError.elementMismatch(
        test.location, found: Float.dtype, asked: UInt64.dtype)
    ) {
      _ = try test.queue.receive(as: UInt64.self) { $0[1] }
    }
    #expect(try test.queue.tryReceive() == nil)
  }

  /// A vector has no order: a header that was asked for in Fortran order says C.
  @Test func aVectorInFortranOrderGoesThroughAgainAndAgain() throws {
    let test = try TestQueue()
    for number in 0..<300 {
      try test.queue.send(shape: [4], dtype: UInt64.dtype, isFortranOrder: true) { bytes in
        var bytes = bytes
        for index in bytes.indices { bytes[index] = 0 }
        bytes[0] = UInt8(number % 256)
      }
      #expect(try test.queue.receive(as: UInt64.self) { $0[0] } == UInt64(number % 256))
    }
    for number in 0..<20 {
      try test.queue.send(shape: [3, 2], of: UInt64.self) { $0[1, 0] = UInt64(number) }
      #expect(try test.queue.receive(as: UInt64.self) { $0[1, 0] } == UInt64(number))
    }
  }

  @Test(arguments: [ArrayQueue.Peers.one, .many])
  func waitingForAMessageLikeTheLastEndsWithItsTime(peers: ArrayQueue.Peers) throws {
    let test = try TestQueue(producers: peers, consumers: peers)
    for number in 0..<3 {
      try test.send(UInt64(number))
      #expect(try test.receive() == UInt64(number))
    }
    let timeout = Duration.milliseconds(3)
    #expect(throws: ArrayQueueError.timedOut(test.location, .consumer, after: timeout)) {
      try test.receive(waitingUpTo: timeout)
    }
    try test.queue.close()
    #expect(try test.receive() == nil)
  }

  /// Another process has stored nonsense.
  @Test(arguments: [UInt64.max, 1 << 62])
  func aHeadThatCannotBeIsAnError(head: UInt64) throws {
    let test = try TestQueue(producers: .one, consumers: .one)
    for number in 0..<3 {
      try test.send(UInt64(number))
      #expect(try test.receive() == UInt64(number))
    }
    let file = try OwnedFile(opening: test.location.path, access: .readWrite)
    try file.write(elements: [head].span, at: 4224)
    #expect(throws: ArrayQueueError.self) { try test.receive(waitingUpTo: .milliseconds(1)) }
  }
}
