import ArrayReports
import ArrayViews
import Foundation
import NPYFormat
import TestSupport
import Testing

/// Differences against what numpy says of the same arrays.
@Suite struct DifferenceTests {
  /// What numpy says of two of its arrays.
  private struct Case: Decodable {
    let title: String
    let first: String
    let second: String
    let rtol: Double
    let atol: Double
    let equalNaN: Bool
    let columns: [Expected]
  }

  private struct Expected: Decodable {
    let differing: Int
    let nan: Int
    let place: [Int]?
    let greatest: Double?
    let relative: Double?
  }

  private static let making = """
    import json, os, itertools
    directory = sys.argv[1]
    rng = np.random.default_rng(3)
    cases = []
    def save(a):
        path = os.path.join(directory, f"{save.count}.npy"); save.count += 1
        np.save(path, a)
        return path
    save.count = 0
    def column(a, b, rtol, atol, nan):
        if a.dtype.kind in "MmSUV" or b.dtype.kind in "SUV":
            differs = a != b
            if nan and a.dtype.kind in "Mm": differs &= ~(np.isnat(a) & np.isnat(b))
            mismatch = int((np.isnat(a) ^ np.isnat(b)).sum()) if a.dtype.kind in "Mm" else 0
            distance = None
            if a.dtype.kind in "Mm":
                x, y = a.astype("i8").astype("f16"), b.astype("i8").astype("f16")
                distance = np.where(np.isnat(a) | np.isnat(b), np.nan, abs(x - y))
        else:
            wide = "c16" if "c" in a.dtype.kind + b.dtype.kind else "f8"
            if a.dtype.kind in "iu" and b.dtype.kind in "iu": wide = "f16"
            if a.dtype == b.dtype and a.dtype.itemsize >= 16: wide = "f16" if wide == "f8" else "c32"
            x, y = a.astype(wide), b.astype(wide)
            with np.errstate(all="ignore"):
                distance = abs(x - y)
                same = distance <= atol + rtol * abs(y)
                differs = ~((same & np.isfinite(y)) | (x == y) | (nan & np.isnan(x) & np.isnan(y)))
            mismatch = int((np.isnan(x) ^ np.isnan(y)).sum())
        result = dict(differing=int(differs.sum()), nan=mismatch)
        if differs.any():
            result["place"] = [int(i) for i in np.unravel_index(differs.ravel().argmax(), a.shape)]
        if distance is not None:
            d = np.where(differs & ~np.isnan(distance), distance, -1)
            if d.size and d.max() >= 0 and np.isfinite(d.max()): result["greatest"] = float(d.max())
            if a.dtype.kind not in "Mm":
                with np.errstate(all="ignore"): r = np.where(d >= 0, d / abs(y), -1)
                r = np.where(np.isfinite(r), r, -1)
                if r.size and r.max() >= 0: result["relative"] = float(r.max())
        return result
    def columns(a, b, *tolerance):
        if a.dtype.names:
            return [x for n in a.dtype.names for x in columns(a[n], b[n], *tolerance)]
        return [column(a, b, *tolerance)]
    def add(title, a, b):
        paths = save(a), save(b)
        for rtol, atol, nan in [(0, 0, False), (0, 0, True), (1e-3, 0, False), (0, 0.5, True)]:
            if (rtol or atol) and a.dtype.kind in "MmSUV": continue
            cases.append(dict(title=f"{title} {rtol} {atol} {nan}", first=paths[0], second=paths[1],
                rtol=rtol, atol=atol, equalNaN=nan, columns=columns(a, b, rtol, atol, nan)))
    shape = (11, 7, 53)
    whole = rng.integers(-100, 100, shape)
    codes = "? i1 >i2 i4 >i8 u1 >u2 u4 u8 f2 f4 >f8 f16 >c8 c16 c32".split()
    for one, two in itertools.product(codes, codes):
        unsigned = any("u" in c or c == "?" for c in (one, two))
        a = (abs(whole) if unsigned else whole).astype(one)
        b = np.asfortranarray((abs(whole) if unsigned else whole).astype(two))
        if "?" in (one, two): a, b = (a != 0).astype(one), (b != 0).astype(two)
        for x in (a, b):
            at = rng.integers(0, x.size, 20)
            x.flat[at] = rng.integers(0, 2 if "?" in (one, two) else 100, 20)
            if x.dtype.kind in "fc": x.flat[at[:3]] = [np.nan, np.inf, -np.inf]
        if a.dtype.kind in "fc" and b.dtype.kind in "fc": a.flat[:2] = b.flat[:2] = [np.nan, np.inf]
        add(f"{one} {two}", a, b)
    big = rng.integers(-2**62, 2**62, shape); other = big.copy(); other[3, 2, 1] += 1
    add("i8 by one", big, other); add("i8 u8", abs(big), abs(other).astype("u8"))
    add("u8 ends", np.array([2**64 - 1, 0], "u8"), np.array([-1, 0]))
    f = rng.standard_normal(300000).astype("f4"); g = f.copy(); g[[77777, 299999]] += 1
    add("large", f, g); add("the same", f, f)
    for unit in ["M8[ns]", "m8[D]"]:
        t = big.astype("M8[ns]" if "M" in unit else "m8[D]"); u = t.copy()
        u[1, 1, 1] += 5; t[2, 0, :3] = "NaT"; u[2, 0, 1:4] = "NaT"
        add(unit, t, u)
        add(unit + " big", t.astype(t.dtype.newbyteorder(">")), u)
    for code in ["S5", "U3", "V3", "S9000"]:
        x = np.array([b"ab", b"cd", b"ef"] * 400, "S2").astype(code if code[0] != "V" else "S3")
        y = x.copy(); y[77] = y[1198] = "zz"
        if code[0] == "V": x, y = x.view(code), y.view(code)
        add(code, x, y)
        if code[0] in "SU": add(code + " other", x, y.astype(code[0] + "7") if code != "S9000" else y)
    add("U big", np.array(["a", "b"], "<U3"), np.array(["a", "c"], ">U3"))
    s = np.zeros(500, [("a", [("b", ">f4"), ("c", "i8", (2, 3))]), ("n", "S4")])
    t = s.copy(); t["a"]["c"][3, 1, 2] = 9; t["n"][499] = b"x"
    add("structured", s, t)
    add("empty", np.zeros((0, 3)), np.zeros((0, 3), "i4"))
    add("one", np.float32(2), np.float64(2.5))
    print(json.dumps(cases))
    """

  @Test func theyAreWhatNumpySays() throws {
    let directory = try TemporaryDirectory(.shm)
    let made = try ChildProcess.python(Self.making, [directory.path])
    try #require(made.status == 0, "\(made.errors)")
    let cases = try JSONDecoder().decode([Case].self, from: Data(made.output.utf8))
    #expect(cases.count > 1000)
    for known in cases {
      let tolerance = DifferenceTolerance(
        relative: known.rtol, absolute: known.atol, equalNaN: known.equalNaN)
      let columns = try NumpyFile(path: known.first).withView { first in
        try NumpyFile(path: known.second).withView { second in
          try Difference.columns(between: first, second, tolerance: tolerance)
        }
      }
      #expect(columns.count == known.columns.count, "\(known.title)")
      for (column, expected) in zip(columns, known.columns) {
        check(column, expected, known.title)
      }
    }
  }

  private func check(_ column: Difference, _ expected: Expected, _ title: String) {
    #expect(column.differingCount == expected.differing, "\(title)")
    #expect(column.nanMismatchCount == expected.nan, "\(title)")
    #expect(column.first?.indices == expected.place, "\(title)")
    if let greatest = expected.greatest {
      #expect(isNear(column.greatestDistance, greatest), "\(title): \(column)")
    }
    if let relative = expected.relative {
      #expect(isNear(column.greatestRelativeDistance, relative), "\(title): \(column)")
    }
  }

  private func isNear(_ number: Double?, _ expected: Double) -> Bool {
    guard let number else { return false }
    return abs(number - expected) <= 1e-14 * abs(expected)
  }

  @Test func thePlacesHoldTheElements() throws {
    let first: [Int16] = [1, 2, 3, 4, 5, 6]
    let second: [Int16] = [1, 2, 4, 4, 5, -6]
    func bytes(_ numbers: [Int16]) -> [UInt8] {
      numbers.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }
    let layout = StridedLayout(dtype: .int16, shape: [2, 3])
    let (firstBytes, secondBytes) = (bytes(first), bytes(second))
    let difference = try Difference.columns(
      between: try DynamicArrayView(firstBytes.span, layout),
      try DynamicArrayView(secondBytes.span, layout))[0]
    #expect(difference.first?.indices == [0, 2] && difference.greatest?.indices == [1, 2])
    #expect(difference.first?.first == .int(3) && difference.first?.second == .int(4))
    #expect(difference.greatest?.first == .int(6) && difference.greatest?.second == .int(-6))
    #expect(difference.greatestDistance == 12 && difference.greatestRelativeDistance == 2)
  }

  @Test(arguments: [
    ("<f4", [3], "<f4", [4]), ("<f4", [2], "|S4", [2]), ("<M8[s]", [1], "<M8[ns]", [1]),
    ("<M8[s]", [1], "<i8", [1]), ("[('a', '<i4')]", [1], "[('b', '<i4')]", [1]),
    ("[('a', '<i4', (2,))]", [1], "[('a', '<i4')]", [1]), ("|V4", [1], "|V5", [1]),
  ])
  func whatCannotBeComparedIsAnError(
    descr: String, shape: [Int], otherDescr: String, otherShape: [Int]
  ) throws {
    let bytes = [UInt8](repeating: 0, count: 64)
    let first = StridedLayout(dtype: try DType(parsing: descr), shape: shape)
    let second = StridedLayout(dtype: try DType(parsing: otherDescr), shape: otherShape)
    #expect(throws: DifferenceError.self) {
      _ = try Difference.columns(
        between: try DynamicArrayView(bytes.span, first),
        try DynamicArrayView(bytes.span, second))
    }
  }
}
