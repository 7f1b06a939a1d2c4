import NPYShare

/// Changes an array that numpy works on at the same time: `shared-frames NAME` doubles every
/// element of a float32 array and sets its last one to -1.
@main
struct SharedFrames {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      fatalError("usage: shared-frames NAME")
    }
    let location = try ArrayLocation(CommandLine.arguments[1])
    let frames = try SharedArray.attach(location, access: .readWrite)
    try frames.withUnleasedMutableView(as: Float.self) { view in
      for index in 0..<view.count { view[flat: index] *= 2 }
      view[flat: view.count - 1] = -1
    }
    print("Swift doubled \(frames.elementCount) elements of \(frames.dtype) \(frames.shape)")
  }
}
