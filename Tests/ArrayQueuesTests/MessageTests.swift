import NPYShare
import TestSupport
import Testing

/// What is sent is what is received.
struct MessageTests {
  @Test func eachMessageHasItsOwnShapeAndType() throws {
    let test = try TestQueue()
    let queue = test.queue
    try queue.send(shape: [2, 3], of: Float.self) { view in
      for row in 0..<2 {
        for column in 0..<3 { view[row, column] = Float(row * 3 + column) }
      }
    }
    try test.send(7)
    try queue.send(shape: [0, 5], of: Int16.self) { #expect($0.count == 0) }
    #expect(queue.depth == 3)
    let sum = try queue.receive(as: Float.self) { view in
      #expect(view.shape == [2, 3])
      return (0..<6).reduce(0) { $0 + view[flat: $1] }
    }
    #expect(sum == 15)
    #expect(try test.receive() == 7)
    let shape = try queue.receive(as: Int16.self) { $0.shape }
    #expect(shape == [0, 5])
    #expect(queue.depth == 0)
  }

  @Test func bytesOfAnyTypeKeepTheirOrder() throws {
    let test = try TestQueue()
    let asked = UInt16.dtype
    try test.queue.send(shape: [2, 3], dtype: asked, isFortranOrder: true) { bytes in
      var bytes = bytes
      for index in bytes.indices { bytes[index] = UInt8(index) }
    }
    let message = try test.queue.next()
    let dtype = message.dtype
    #expect(dtype == asked)
    let shape = message.shape
    #expect(shape == [2, 3])
    let isFortranOrder = message.isFortranOrder
    #expect(isFortranOrder)
    let isRedelivered = message.isRedelivered
    #expect(!isRedelivered)
    // The first index runs fastest: the second row begins one element on.
    try message.withView(as: UInt16.self) { view in
      #expect(view[1, 0] == 0x0302)
      #expect(view[0, 1] == 0x0504)
    }
    try message.withElements { #expect($0.shape == [2, 3]) }
    let byteCount = message.withBytes { $0.count }
    #expect(byteCount == 12)
  }

  @Test func aMessageThatIsTooLargeIsRefusedWithTheNumbers() throws {
    let test = try TestQueue(payloadBytes: 100)
    #expect(throws: ArrayQueueError.tooLarge(test.location, needed: 104, payloadBytes: 100)) {
      try test.queue.send(shape: [13], of: UInt64.self) { _ in }
    }
    // The most that fits does.
    try test.queue.send(shape: [100], of: UInt8.self) { $0[99] = 1 }
    let last = try test.queue.receive(as: UInt8.self) { $0[99] }
    #expect(last == 1)
  }

  @Test func aFillThatThrowsSendsNothing() throws {
    struct Refusal: Error {}
    let test = try TestQueue(payloadCount: 1)
    #expect(throws: Refusal.self) {
      try test.queue.send(shape: [], of: UInt64.self) { _ in throw Refusal() }
    }
    #expect(test.queue.depth == 0)
    // The only payload is free.
    try test.send(1, waitingUpTo: .zero)
    #expect(try test.receive() == 1)
  }

  @Test func otherElementsThanAskedForAreRefused() throws {
    let test = try TestQueue(payloadCount: 1)
    try test.send(1)
    #expect(
      throws: ArrayQueueError.elementMismatch(
        test.location, found: UInt64.dtype, asked: Float.dtype)
    ) {
      try test.queue.receive(as: Float.self) { _ in }
    }
    // It is gone, and its payload free.
    try test.send(2, waitingUpTo: .zero)
    #expect(try test.receive() == 2)
  }

  @Test func aPayloadIsFreeWhenItsMessageIsLetGo() throws {
    let test = try TestQueue(payloadCount: 1)
    try test.send(1)
    do {
      let message = try test.queue.next()
      let isSent = try test.queue.trySend(shape: [], of: UInt64.self) { _ in }
      #expect(!isSent)
      try message.withView(as: UInt64.self) { #expect($0[[]] == 1) }
    }
    let isSent = try test.queue.trySend(shape: [], of: UInt64.self) { $0[[]] = 2 }
    #expect(isSent)
    #expect(try test.receive() == 2)
  }

  @Test func recycledPayloadsCarryManyMessages() throws {
    let test = try TestQueue(payloadCount: 3)
    for number in 0..<1000 as Range<UInt64> {
      try test.send(number)
      #expect(try test.receive() == number)
    }
    #expect(try test.directory.names().count == 2)
  }
}
