import NPYShare

/// The rows of a board: a writer's mark, a number, what follows from the number, and a sum.
///
/// The mark is 1 from the first store to the last: a row that is found so was left by a writer that was
/// killed. Any other row must be whole.
enum SoakBoard {
  /// What a row under a lease looks like.
  enum Sight {
    case whole
    case abandoned
    case torn
  }

  static func write(_ number: Int64, to view: inout MutableArrayView<Int64>) {
    let columns = view.shape[1]
    view[0, 0] = 1
    view[0, 1] = number
    var sum: Int64 = 0
    for column in 2..<columns - 1 {
      let value = number &* Int64(column) &+ 7
      view[0, column] = value
      sum &+= value
    }
    view[0, columns - 1] = sum
    view[0, 0] = 0
  }

  static func look(_ view: borrowing ArrayView<Int64>) -> Sight {
    let columns = view.shape[1]
    if view[0, 0] != 0 { return .abandoned }
    let number = view[0, 1]
    var sum: Int64 = 0
    for column in 2..<columns - 1 {
      let value = view[0, column]
      if value != number &* Int64(column) &+ 7 { return .torn }
      sum &+= value
    }
    return view[0, columns - 1] == sum ? .whole : .torn
  }
}
