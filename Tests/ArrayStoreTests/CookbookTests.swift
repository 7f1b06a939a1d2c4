import Foundation
import NPYShare
import TestSupport
import Testing

/// Every line of the cookbook for numpy users is run here, and compared with numpy.
@Suite struct CookbookTests {
  typealias Line = (numpy: String, swift: String)

  /// The rows of the guide's tables.
  static func lines(_ isStoring: Bool) throws -> [Line] {
    let path = "\(RepositoryFiles.root)/Sources/NPYShare/NPYShare.docc/NumpyCookbook.md"
    let halves = try String(contentsOfFile: path, encoding: .utf8)
      .components(separatedBy: "### Storing")
    return halves[isStoring ? 1 : 0].split(separator: "\n").filter { $0.hasPrefix("| `") }
      .map { row in
        let cells = row.split(separator: "`").map(String.init)
        return (cells[1], cells[3])
      }
  }

  /// What numpy makes of each expression, as numbers, or of `a` after each statement.
  static func numpy(_ codes: [String], areStatements: Bool) throws -> [[Double]] {
    let child = try ChildProcess.python(
      """
      import json
      for code in json.loads(sys.argv[1]):
          a = np.arange(24, dtype="f4").reshape(4, 6)
          b = np.arange(24, dtype="f4").reshape(6, 4) * 3
          p = np.zeros(3, [("id", "<i4"), ("position", "<f4", (3,))])
          p["id"], p["position"] = [7, 8, 9], np.arange(9).reshape(3, 3)
          if sys.argv[2] == "exec":
              exec(code)
          result = a if sys.argv[2] == "exec" else eval(code)
          print(json.dumps(np.asarray(result, float).ravel().tolist()))
      """,
      [
        String(data: try JSONEncoder().encode(codes), encoding: .utf8) ?? "",
        areStatements ? "exec" : "eval",
      ])
    try #require(child.status == 0, "\(child.errors)")
    return try child.output.split(separator: "\n").map {
      try JSONDecoder().decode([Double].self, from: Data($0.utf8))
    }
  }

  struct Particle: ArrayRecord {
    var id: Int32
    var position: InlineArray<3, Float>
    static var fields: [RecordField<Self>] {
      [RecordField("id", \.id), RecordField("position", \.position)]
    }
  }

  /// The arrays `a`, `b` and `p` of the guide.
  static func arrays(
    in directory: borrowing TemporaryDirectory
  ) throws -> (a: SharedArray, b: SharedArray, p: SharedArray) {
    let numbers = (0..<24).map { Float($0) }
    let a = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), copying: numbers, shape: [4, 6])
    let b = try SharedArray.create(
      ArrayLocation(file: directory.file("b")), copying: numbers.map { $0 * 3 }, shape: [6, 4])
    let p = try SharedArray.create(
      ArrayLocation(file: directory.file("p")),
      copying: (0..<3).map { row in
        Particle(id: 7 + row, position: [Float(3 * row), Float(3 * row + 1), Float(3 * row + 2)])
      })
    return (a, b, p)
  }

  private func check(_ results: [String: [Double]], isStoring: Bool) throws {
    let lines = try Self.lines(isStoring)
    #expect(lines.count == results.count, "the guide and this test have the same lines")
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let expected = try Self.numpy(lines.map(\.numpy), areStatements: isStoring)
    for (line, expected) in zip(lines, expected) {
      #expect(source.contains(line.swift), "the guide's line is run here: \(line.swift)")
      #expect(results[line.numpy] == expected, "\(line.numpy) and \(line.swift)")
    }
  }

  @Test func everyLineThatReadsGivesWhatNumpyGives() throws {
    let directory = try TemporaryDirectory(.shm)
    let (a, _, p) = try Self.arrays(in: directory)
    var results: [String: [Double]] = [:]
    func note(_ line: String, _ values: [some BinaryInteger]) {
      results[line] = values.map { Double($0) }
    }
    func note(_ line: String, _ values: [Float]) { results[line] = values.map { Double($0) } }
    func note(_ line: String, _ values: [Double]) { results[line] = values }
    func note(_ line: String, _ value: Bool) { results[line] = [value ? 1 : 0] }
    try a.withUnleasedView(as: Float.self) { view in
      note("a[1, 2]", [view[1, 2]])
      note("a.flat[7]", [view[flat: 7]])
      note("a.item(3, 5)", [view[[3, 5]]])
      note("a.size", [view.count])
      note("a.shape", view.shape)
      note("a.strides", view.axes.map(\.stride))
      note("a.ravel()", view.array())
      note("a[1]", view.row(1).array())
      note("a[:, 2]", view.slice(.all, 2).array())
      note("a[-1]", view.slice(-1).array())
      note("a[1:3, ::2]", view.slice(.range(1..<3), .slice(by: 2)).array())
      note("a[::-1]", view.slice(.slice(by: -1)).array())
      note("a[..., -2:]", view.slice(.ellipsis, .slice(from: -2)).array())
      note("a[None, 0].shape", view.slice(.newAxis, 0).shape)
      note("a.T", view.transposed().array())
      note("a.flags.c_contiguous", view.isCContiguous)
      note(
        "a[:, 1:].flags.c_contiguous", view.slice(.all, .slice(from: 1)).isCContiguous)
      note("a.sum(dtype=float)", [view.sum()])
      note("a.mean(dtype=float)", [view.mean()])
      note("a.min()", [view.min()].compactMap { $0 })
      note("a[2:].max()", [view.slice(.slice(from: 2)).max()].compactMap { $0 })
      note("a.sum(axis=0, dtype=float)", view.sum(axis: 0))
      note("a.sum(axis=1, dtype=float)", view.sum(axis: 1))
    }
    try p.withUnleasedElements { elements in
      note("p['id']", try elements.field("id").view(as: Int32.self).array())
      note(
        "p['position'][:, 0]",
        try elements.field("position").view(as: Float.self).slice(.all, 0).array())
      note("p['position'].shape", try elements.field("position").shape)
      note("p[1]['id']", [try elements.sliced([1]).field("id").view(as: Int32.self)[[]]])
    }
    try check(results, isStoring: false)
  }

  @Test func everyLineThatStoresLeavesWhatNumpyLeaves() throws {
    var results: [String: [Double]] = [:]
    func store(
      _ line: String,
      _ body: (inout MutableArrayView<Float>, borrowing ArrayView<Float>) throws -> Void
    ) throws {
      let directory = try TemporaryDirectory(.shm)
      let (a, b, _) = try Self.arrays(in: directory)
      try b.withUnleasedView(as: Float.self) { other in
        try a.withUnleasedMutableView(as: Float.self) { try body(&$0, other) }
      }
      results[line] = try a.withUnleasedView(as: Float.self) { $0.array().map { Double($0) } }
    }
    try store("a[1, 2] = 5") { view, _ in view[1, 2] = 5 }
    try store("a[:] = 7") { view, _ in view.fill(with: 7) }
    try store("a[2] = a[0]") { view, _ in
      for j in 0..<view.extent(1) { view[2, j] = view[0, j] }
    }
    try store("a[:, 1:3] = 0") { view, _ in
      var part = view.slice(.all, .range(1..<3))
      part.fill(with: 0)
    }
    try store("a *= 2") { view, _ in
      for i in 0..<view.count { view[flat: i] *= 2 }
    }
    try store("a[...] = b.T") { view, other in view.copy(from: other.transposed()) }
    try check(results, isStoring: true)
  }
}
