import ArrayViews
import NPYFormat

/// One line of the table that `Tools/checks/view_cases.py` writes: operations on an array, and what
/// numpy makes of them.
struct ViewCase: Decodable, Sendable {
  /// Bytes of the table, as a start and a length.
  typealias Bytes = [Int]

  /// An array among some bytes.
  struct Memory: Decodable, Sendable {
    let dtype: String
    let shape: [Int]
    let fortran: Bool
    let offset: Int
    let bytes: Bytes

    func layout() throws -> StridedLayout {
      StridedLayout(
        dtype: try DType(parsing: dtype), shape: shape, isFortranOrder: fortran, offset: offset)
    }
  }

  /// An operation: exactly one of these is there.
  struct Step: Decodable, Sendable {
    let field: String?
    let slice: String?
    let transpose: [Int]?
    let row: Int?

    func indices() throws -> [AxisIndex] { try AxisIndex.list(slice ?? "") }
  }

  /// What numpy makes of storing.
  struct Storing: Decodable, Sendable {
    /// Other elements, how they lie, and their bytes in C order.
    let source: Memory
    let steps: [Step]
    let values: Bytes
    /// The memory after all elements were stored, and after the first of them was stored everywhere.
    let after: Bytes
    let filled: Bytes
    /// 0 for the padding within elements, which may change or not.
    let mask: Bytes?
  }

  /// A slice of the result that numpy refuses.
  struct Refusal: Decodable, Sendable {
    let slice: String
    let message: String
  }

  let memory: Memory
  let steps: [Step]
  /// The name of the Swift type of the result's elements; empty where there is none.
  let type: String
  let shape: [Int]
  let result: String
  let isCContiguous: Bool
  let isFContiguous: Bool
  let isAligned: Bool
  let isNative: Bool
  let refused: Refusal?
  /// The elements in C order, in this machine's byte order and without padding.
  let elements: Bytes?
  let storing: Storing?
  /// Each element as text, in C order.
  let values: [String]?
}

extension StridedLayout {
  func applying(_ steps: some Sequence<ViewCase.Step>) throws -> StridedLayout {
    var layout = self
    for step in steps {
      if let field = step.field {
        layout = try layout.field(field)
      } else if let order = step.transpose {
        layout = layout.transposed(order)
      } else if let row = step.row {
        layout = try layout.sliced([.at(row)])
      } else {
        layout = try layout.sliced(step.indices())
      }
    }
    return layout
  }
}
