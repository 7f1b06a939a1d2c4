import NPYShare
import TestSupport

/// Both ends of a queue by one handle, in two threads: one mapping, in which a tool that looks for data
/// races sees who stores and who reads.
struct SharedHandle {
  let queue: ArrayQueue

  /// Sends so many messages and receives them.
  func run(_ count: Int) throws {
    let sending: @Sendable () throws -> Void = {
      for number in 0..<count {
        try queue.send(shape: [8], of: UInt64.self) { view in
          for index in 0..<8 { view[index] = UInt64(number) }
        }
      }
    }
    let receiving: @Sendable () throws -> Void = {
      for number in 0..<count {
        let sum = try queue.receive(as: UInt64.self) { view in
          var sum: UInt64 = 0
          for index in 0..<8 { sum += view[index] }
          return sum
        }
        guard sum == UInt64(number) * 8 else {
          throw UsageError(arguments: ["message \(number) adds up to \(sum ?? 0)"])
        }
      }
    }
    try Threads.run([sending, receiving])
  }
}
