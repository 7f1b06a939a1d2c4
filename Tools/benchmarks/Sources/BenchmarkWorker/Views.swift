import NPYShare

extension BenchmarkWorker {
  /// Works through a matrix element by element.
  ///
  /// Arguments: location of a matrix of 32-bit floats or integers, loop, number of repetitions.
  /// Results: seconds, the total.
  static func runLoop(_ arguments: [String]) throws -> [Double] {
    let array = try SharedArray.attach(try ArrayLocation(arguments[0]), access: .readWrite)
    let count = try number(arguments[2])
    func sum<Element: ArrayElement>(
      _ add: (borrowing ArrayView<Element>) -> Double
    ) throws -> [Double] {
      try array.withUnleasedView(as: Element.self) { view in
        var total = add(view)
        let time = seconds { for _ in 0..<count { total = add(view) } }
        return [time, total]
      }
    }
    func scale(_ change: (inout MutableArrayView<Float>) -> Void) throws -> [Double] {
      try array.withUnleasedMutableView(as: Float.self) { view in
        change(&view)
        let time = seconds { for _ in 0..<count { change(&view) } }
        return [time, Double(view[0, 0])]
      }
    }
    switch arguments[1] {
    case "sum": return try sum { FloatLoops.sum($0) }
    case "sum-pointer": return try sum { FloatLoops.sumByPointer($0) }
    case "scale": return try scale { FloatLoops.scale(&$0) }
    case "scale-rows": return try scale { FloatLoops.scaleRows(&$0) }
    case "scale-pointer": return try scale { FloatLoops.scaleByPointer(&$0) }
    case "integers": return try sum { IntegerLoops.sum($0) }
    case "integers-rows": return try sum { IntegerLoops.sumRows($0) }
    case "integers-pointer": return try sum { IntegerLoops.sumByPointer($0) }
    case "rows": return try sum { FloatLoops.sumRows($0) }
    case "transposed":
      return try sum { (view: borrowing ArrayView<Float>) in FloatLoops.sum(view.transposed()) }
    case "transposed-pointer": return try sum { FloatLoops.sumTransposedByPointer($0) }
    default: throw BenchmarkError("there is no loop '\(arguments[1])'")
    }
  }
}

/// The loops over 32-bit floats.
enum FloatLoops {
  static func sum(_ view: borrowing ArrayView<Float>) -> Double {
    var total: Float = 0
    for i in 0..<view.extent(0) { for j in 0..<view.extent(1) { total += view[i, j] } }
    return Double(total)
  }

  static func sumRows(_ view: borrowing ArrayView<Float>) -> Double {
    var total: Float = 0
    for i in 0..<view.extent(0) {
      let row = view.row(i).elements
      for j in row.indices { total += row[j] }
    }
    return Double(total)
  }

  static func sumByPointer(_ view: borrowing ArrayView<Float>) -> Double {
    let (rows, columns) = (view.extent(0), view.extent(1))
    return view.elements.withUnsafeBufferPointer { p in
      var total: Float = 0
      for i in 0..<rows { for j in 0..<columns { total += p[i * columns + j] } }
      return Double(total)
    }
  }

  static func sumTransposedByPointer(_ view: borrowing ArrayView<Float>) -> Double {
    let (rows, columns) = (view.extent(0), view.extent(1))
    return view.elements.withUnsafeBufferPointer { p in
      var total: Float = 0
      for i in 0..<columns { for j in 0..<rows { total += p[j * columns + i] } }
      return Double(total)
    }
  }

  static func scale(_ view: inout MutableArrayView<Float>) {
    for i in 0..<view.extent(0) {
      for j in 0..<view.extent(1) { view[i, j] = view[i, j] * 1.0001 + 0.5 }
    }
  }

  static func scaleRows(_ view: inout MutableArrayView<Float>) {
    for i in 0..<view.extent(0) {
      var row = view.row(i)
      for j in 0..<row.extent(0) { row[j] = row[j] * 1.0001 + 0.5 }
    }
  }

  static func scaleByPointer(_ view: inout MutableArrayView<Float>) {
    let (rows, columns) = (view.extent(0), view.extent(1))
    var elements = view.elements
    elements.withUnsafeMutableBufferPointer { p in
      for i in 0..<rows {
        for j in 0..<columns { p[i * columns + j] = p[i * columns + j] * 1.0001 + 0.5 }
      }
    }
  }
}

/// The loops over 32-bit integers.
enum IntegerLoops {
  static func sum(_ view: borrowing ArrayView<Int32>) -> Double {
    var total: Int32 = 0
    for i in 0..<view.extent(0) { for j in 0..<view.extent(1) { total &+= view[i, j] } }
    return Double(total)
  }

  static func sumRows(_ view: borrowing ArrayView<Int32>) -> Double {
    var total: Int32 = 0
    for i in 0..<view.extent(0) {
      let row = view.row(i).elements
      for j in row.indices { total &+= row[j] }
    }
    return Double(total)
  }

  static func sumByPointer(_ view: borrowing ArrayView<Int32>) -> Double {
    let (rows, columns) = (view.extent(0), view.extent(1))
    return view.elements.withUnsafeBufferPointer { p in
      var total: Int32 = 0
      for i in 0..<rows { for j in 0..<columns { total &+= p[i * columns + j] } }
      return Double(total)
    }
  }
}
