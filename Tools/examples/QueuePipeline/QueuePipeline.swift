import NPYShare

/// A pipeline: one process grabs frames, any number measure them, one collects what they found.
///
/// Each is one of these, given the names of queues:
///
///     queue-pipeline grab FRAMES COUNT
///     queue-pipeline measure FRAMES RESULTS
///     queue-pipeline collect RESULTS COUNT
@main
struct QueuePipeline {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch (arguments.dropFirst().first, arguments.count) {
    case ("grab", 4): try grab(try attach(arguments[2]), count: Int(arguments[3]) ?? 0)
    case ("measure", 4): try measure(try attach(arguments[2]), try attach(arguments[3]))
    case ("collect", 4): try collect(try attach(arguments[2]), count: Int(arguments[3]) ?? 0)
    default: fatalError("usage: queue-pipeline grab|measure|collect QUEUE …")
    }
  }

  private static func attach(_ name: String) throws -> ArrayQueue {
    try ArrayQueue.attach(try ArrayLocation(name))
  }

  /// Fills frames in place, and says at the end that no more come.
  private static func grab(_ frames: ArrayQueue, count: Int) throws {
    for number in 0..<count {
      try frames.send(shape: [1080, 1920], of: UInt8.self) { frame in
        frame.fill(with: UInt8(number % 200))
        frame[0, 0] = 255
      }
    }
    try frames.close()
  }

  /// Reads each frame in place.
  ///
  /// It is acknowledged when its result is on its way: whoever dies before leaves it to another.
  private static func measure(_ frames: ArrayQueue, _ results: ArrayQueue) throws {
    var count = 0
    while let greatest = try frames.receive(
      as: UInt8.self,
      { frame in
        let greatest = frame.max() ?? 0
        try results.send(shape: [2], of: Double.self) { result in
          result[0] = Double(greatest)
          result[1] = frame.mean()
        }
        return greatest
      })
    {
      precondition(greatest == 255)
      count += 1
    }
    print("measured \(count) frames")
  }

  private static func collect(_ results: ArrayQueue, count: Int) throws {
    var total = 0.0
    for _ in 0..<count {
      total += try results.receive(as: Double.self) { $0[1] } ?? 0
    }
    print("\(count) frames, \(total / Double(count)) on average")
  }
}
