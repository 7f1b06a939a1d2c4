import ArrayViews
import Foundation
import NPYFormat
import TestSupport

/// An array of random numbers, or a part of it, that is to be added up.
struct ReductionCase {
  let dtype: String
  let shape: [Int]
  var isFortranOrder = false
  /// What is taken of it, as between the brackets of numpy's `a[...]`.
  var part = "..."

  static let table: [ReductionCase] = {
    let dtypes = ["|i1", "|u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"]
    let shapes = [
      [], [0], [1], [5], [63], [64], [3, 0, 2], [0, 3], [1000, 3], [3, 1000], [7, 64], [64, 7],
      [70, 80], [4, 5, 6], [9, 1, 300], [2, 3, 4, 5], [1, 1], [17, 33, 65],
    ]
    let parts = ["...", "::-1", "..., ::2", "..., 1:", "..., ::-1", "None, ..., 1:-1"]
    var table: [ReductionCase] = []
    for (number, shape) in shapes.enumerated() {
      for (place, part) in parts.enumerated() where place == 0 || !shape.isEmpty {
        for isFortranOrder in [false, true] {
          // All types meet all parts, but not for every shape.
          for step in stride(from: 0, to: dtypes.count, by: 3) {
            let dtype = dtypes[(step + number + place) % dtypes.count]
            let orders = dtype.hasPrefix("|") ? [""] : ["<", ">"]
            for order in orders {
              table.append(
                ReductionCase(
                  dtype: order + dtype, shape: shape, isFortranOrder: isFortranOrder, part: part)
              )
            }
          }
        }
      }
    }
    // Enough for several pieces, for blocks in parts, and for tiles of columns.
    for (dtype, shape, part) in [
      ("<f8", [300_000], "..."), ("|i1", [1100, 1000], "..."),
      ("<f4", [3, 70_000], "..."), (">f4", [3, 70_000], "..."), ("<i2", [2, 2, 70_000], "..., 1:"),
      ("<f4", [70_000, 3], "..."), ("<i4", [70_000, 3], "..., ::2"),
    ] {
      table.append(ReductionCase(dtype: dtype, shape: shape, part: part))
    }
    table.append(ReductionCase(dtype: "<f4", shape: [70_000, 2, 3], isFortranOrder: true))
    return table
  }()

  /// Writes all arrays as they lie in memory, and tells what numpy makes of their parts: a line for
  /// the sum, the mean, the least and the greatest element, and one for the sums along each axis.
  static let script = """
    def text(numbers):
        return " ".join(x.hex() if isinstance(x, float) else str(x) for x in numbers)

    for number, line in enumerate(open(sys.argv[1])):
        dtype, shape, order, part = line.rstrip("\\n").split("\\t")
        dtype, shape = np.dtype(dtype), tuple(map(int, shape.split()))
        random = np.random.default_rng(number)
        if dtype.kind == "f":
            whole = random.random(shape).astype(dtype)
        else:
            info = np.iinfo(dtype)
            whole = random.integers(info.min, info.max, shape, dtype.newbyteorder("="), True)
            whole = np.asarray(whole).astype(dtype)
        open(f"{sys.argv[2]}/{number}", "wb").write(whole.tobytes(order))
        a = np.asarray(eval(f"whole[{part}]"))

        def total(axis=None):
            if dtype.kind == "f":
                return np.ravel(a.sum(axis, dtype=np.float64)).tolist()
            return np.ravel(a.sum(axis)).astype(np.int64).tolist()

        print(*total() if dtype.kind != "f" else [text(total())], end=" ")
        print(text([a.mean(dtype=np.float64).item() if a.size else float("nan")]), end=" ")
        print(text([a.min().item(), a.max().item()] if a.size else ["none", "none"]))
        for axis in range(a.ndim):
            print(text(total(axis)))
    """

  /// The line of the table that the script reads.
  var line: String {
    "\(dtype)\t\(shape.map(String.init).joined(separator: " "))\t\(isFortranOrder ? "F" : "C")\t\(part)"
  }

  /// Where the elements of the part lie.
  ///
  /// - Throws: when the dtype or the part cannot be read.
  func layout() throws -> StridedLayout {
    try StridedLayout(
      dtype: DType(parsing: dtype), shape: shape, isFortranOrder: isFortranOrder
    ).sliced(AxisIndex.list(part))
  }
}
