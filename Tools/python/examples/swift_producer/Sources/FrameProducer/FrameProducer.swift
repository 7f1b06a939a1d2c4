import NPYShare

/// Fills frames of a queue in place: `FrameProducer QUEUE FRAMES HEIGHT WIDTH`.
///
/// Element `[y, x]` of frame `n` is `n + y - x`. Whoever has made the queue removes it.
@main
struct FrameProducer {
  static func main() throws {
    let arguments = CommandLine.arguments
    let numbers = arguments.dropFirst(2).compactMap { Int($0) }
    guard arguments.count == 5, numbers.count == 3 else {
      fatalError("usage: FrameProducer QUEUE FRAMES HEIGHT WIDTH")
    }
    let (frames, height, width) = (numbers[0], numbers[1], numbers[2])
    let queue = try ArrayQueue.attach(try ArrayLocation(arguments[1]))
    for number in 0..<frames {
      try queue.send(shape: [height, width], of: Float.self) { frame in
        for y in 0..<height {
          for x in 0..<width { frame[y, x] = Float(number + y - x) }
        }
      }
    }
    try queue.close()
  }
}
