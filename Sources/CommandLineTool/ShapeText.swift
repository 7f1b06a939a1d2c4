/// A shape as Python prints a tuple: `(4, 1080, 1920)`, `(5,)`, `()`.
struct ShapeText: CustomStringConvertible {
  let shape: [Int]

  init(_ shape: [Int]) {
    self.shape = shape
  }

  var description: String {
    let extents = shape.map(String.init).joined(separator: ", ")
    return shape.count == 1 ? "(\(extents),)" : "(\(extents))"
  }
}
