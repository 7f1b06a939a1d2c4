import Glibc
import NPYShare

/// Makes an array of 64-bit integers longer, once.
///
/// Appended elements count on from the array's own: the element at place i in memory is i + 1.
struct SingleGrowth {
  private let location: ArrayLocation
  private let rows: Int
  private let options: GrowthOptions

  /// Arguments: the number of new rows, then any of `durable`, `sparse`.
  init(_ location: ArrayLocation, _ arguments: [String]) throws {
    guard let rows = arguments.first.flatMap({ Int($0) }) else {
      throw UsageError(arguments: arguments)
    }
    self.location = location
    self.rows = rows
    var options = GrowthOptions()
    options.isDurable = arguments.contains("durable")
    if arguments.contains("sparse") { options.space = .sparse }
    self.options = options
  }

  func run(_ command: String) throws {
    let array = try SharedArray.attach(location, access: .readWrite)
    let next = Int64(array.elementCount) + 1
    switch command {
    case "grow":
      try array.grow(to: Self.extent(of: array) + rows, options: options)
    case "append":
      let count = array.elementCount / Self.extent(of: array) * rows
      try array.append(copying: (0..<count).map { next + Int64($0) }, options: options)
    default:
      try array.append(rows: rows, as: Int64.self, options: options) { view in
        for index in 0..<view.count { view[flat: index] = next + Int64(index) }
      }
    }
    print(array.shape)
  }

  /// Says that it is filling new rows, and goes on when it is told to.
  func fillSlowly() throws {
    let array = try SharedArray.attach(location, access: .readWrite)
    try array.append(rows: rows, as: Int64.self, options: options) { view in
      view[flat: 0] = -1
      print("filling")
      fflush(nil)
      _ = readLine()
    }
    print(array.shape)
  }

  private static func extent(of array: SharedArray) -> Int {
    (array.isFortranOrder ? array.shape.last : array.shape.first) ?? 0
  }
}
