import ArrayReports
import ArrayViews
import Foundation
import NPYFormat
import TestSupport
import Testing

/// Statistics against what numpy says of the same bytes.
@Suite struct StatisticsTests {
  /// What numpy says of one column.
  private struct Expected: Decodable {
    let name: String
    let count: Int
    let nan: Int
    let positive: Int
    let negative: Int
    let low: String?
    let high: String?
    let mean: Double?
    let deviation: Double?
  }

  /// An array that numpy made.
  private struct Case: Decodable {
    let title: String
    let path: String
    let columns: [Expected]
  }

  /// numpy makes the arrays of every kind of number and of every order, and says what they are like:
  /// sums in `long double`s.
  private static let making = """
    import json, os
    directory = sys.argv[1]
    rng = np.random.default_rng(7)
    cases = []
    def values(column):
        kind = column.dtype.kind
        if kind in "Mm":
            ok = ~np.isnat(column)
            return column[ok].view("i8" if column.dtype.isnative else ">i8"), int((~ok).sum()), 0, 0
        if kind == "f":
            return (column[np.isfinite(column)], int(np.isnan(column).sum()),
                int(np.isposinf(column).sum()), int(np.isneginf(column).sum()))
        return column, 0, 0, 0
    def text(value):
        if isinstance(value, np.floating):
            return np.format_float_scientific(np.longdouble(value), unique=False, precision=25)
        return str(int(value))
    def column(name, c):
        c = np.ascontiguousarray(c).ravel()
        finite, nan, positive, negative = values(c)
        result = dict(name=name, count=c.size, nan=nan, positive=positive, negative=negative)
        if finite.size:
            result["low"], result["high"] = text(finite.min()), text(finite.max())
            wide = finite.astype(np.longdouble)
            result["mean"] = float(wide.mean())
            # Moved near 0, where numpy's own mean loses nothing.
            result["deviation"] = float((wide - wide[0]).std())
        return result
    def columns(name, a):
        if a.dtype.names:
            return [x for n in a.dtype.names for x in columns(f"{name}.{n}".strip("."), a[n])]
        if a.dtype.kind == "c":
            return [column(f"{name}.real".strip("."), a.real),
                column(f"{name}.imaginary".strip("."), a.imag)]
        return [column(name, a)]
    def add(title, a):
        path = os.path.join(directory, f"{len(cases)}.npy")
        np.save(path, a)
        cases.append(dict(title=title, path=path, columns=columns("", a)))
    def both(title, a):
        add(title, a); add(title + " F", np.asfortranarray(a))
    shape = (37, 3, 29)
    noise = rng.standard_normal(shape)
    big = rng.integers(0, 256, shape + (8,), np.uint8)
    for code in "b i1 u1 i2 u2 i4 u4 i8 u8".split():
        whole = big.view("<u8").reshape(shape).astype("?" if code == "b" else code)
        for order in "<>":
            both(order + code, whole.astype(whole.dtype.newbyteorder(order)))
    for code in "f2 f4 f8 f16 c8 c16 c32".split():
        for order in "<>":
            a = (noise * 5 + 3).astype(order + code)
            if code[0] == "c": a.imag = noise[::-1] * 1e-3
            both(order + code, a)
            special = a.copy(); special.flat[::7] = np.nan; special.flat[3::50] = np.inf
            special.flat[5::41] = -np.inf; special.flat[6::41] = -0.0
            both(order + code + " special", special)
    for order in "<>":
        ticks = rng.integers(-2**62, 2**62, shape).astype(order + "i8")
        ticks.flat[::9] = -2**63
        for unit in "M8[ns] m8[25s] M8[D]".split(): both(order + unit, ticks.view(order + unit))
    f8 = lambda title, a: add(title, np.array(a, "f8"))
    f8("offset", 1e9 + noise); f8("great offset", 1e15 + np.floor(noise * 8))
    f8("near the greatest", 1e308 + noise * 1e307)
    f8("both ends", [-1.7976931348623157e308, 1.7976931348623157e308, 1, -1, 0])
    f8("of all sizes", 10.0 ** rng.uniform(-300, 300, 5000) * rng.choice([-1, 1], 5000))
    f8("tiny", 1e-300 * noise); f8("denormal", 5e-324 * rng.integers(-1000, 1000, 300))
    f8("denormal and great", [5e-324, -5e-324, 1000, -1000]); f8("zeros", np.zeros(100))
    f8("minus zeros", [-0.0] * 11 + [1.0, -1.0, 64.0]); f8("constant", np.full(3000, -12.3))
    f8("one", [2.5]); f8("empty", []); f8("only NaN", [np.nan, np.inf])
    f8("an outlier", np.append(rng.uniform(0, 1, 5000), [1e12]))
    f8("growing", 2.0 ** np.arange(-1000, 1000, 0.37)); f8("edges", np.arange(-64, 65))
    f8("falling", -(2.0 ** np.arange(-1000, 1000, 0.37)))
    add("large f4", (rng.standard_normal(1 << 20) * 3).astype("f4"))
    add("f4 denormal", (1e-45 * rng.integers(-99, 99, 200)).astype("f4"))
    add("f4 greatest", np.array([3.4e38, -3.4e38, 1e-45, -1e-45, 7], "f4"))
    add("long double", np.array([1e4000, -1e4000, 1], "f16"))
    add("i8 ends", np.array([-2**63, 2**63 - 1, 0, 5]))
    add("u8 ends", np.array([2**64 - 1, 0, 2**63, 7], "u8"))
    add("u8 high", (2**63 + 2**60 + rng.integers(0, 5, 2000).astype("u8")).astype("u8"))
    add("i8 near", 2**60 + rng.integers(0, 1000, 3000))
    s = np.zeros(211, [("a", [("b", ">f4"), ("c", "<i8", (2, 3))]), ("", "V3"), ("z", "<c8")])
    s["a"]["b"] = rng.standard_normal(211); s["a"]["c"] = rng.integers(-9, 9, (211, 2, 3))
    s["z"] = rng.standard_normal(211); s = s[["a", "z"]]
    add("structured", s)
    print(json.dumps(cases))
    """

  @Test func theyAreWhatNumpySays() throws {
    let directory = try TemporaryDirectory(.shm)
    let made = try ChildProcess.python(Self.making, [directory.path])
    try #require(made.status == 0, "\(made.errors)")
    let cases = try JSONDecoder().decode([Case].self, from: Data(made.output.utf8))
    #expect(cases.count > 100)
    var histograms: [String] = []
    for known in cases {
      let columns = try NumpyFile(path: known.path).withView { Statistics.columns(of: $0) }
      #expect(columns.map(\.name) == known.columns.map(\.name), "\(known.title)")
      for (column, expected) in zip(columns, known.columns) {
        let statistics = try #require(column.statistics, "\(known.title)")
        check(statistics, expected, "\(known.title) \(column.name)")
        guard let histogram = statistics.histogram else { continue }
        checkShape(histogram, statistics.finiteCount, "\(known.title) \(column.name)")
        let edges = histogram.edges.map { "\($0)" }.joined(separator: " ")
        let counts = histogram.counts.map(String.init).joined(separator: " ")
        histograms.append("\(known.path)\t\(column.name)\t\(edges)\t\(counts)")
      }
    }
    #expect(histograms.count > 100)
    try checkHistograms(histograms, in: directory)
  }

  private func check(_ statistics: Statistics, _ expected: Expected, _ title: String) {
    #expect(statistics.count == expected.count, "\(title)")
    #expect(statistics.nanCount == expected.nan, "\(title)")
    #expect(statistics.positiveInfinityCount == expected.positive, "\(title)")
    #expect(statistics.negativeInfinityCount == expected.negative, "\(title)")
    #expect(isSame(statistics.minimum, expected.low), "\(title): \(statistics)")
    #expect(isSame(statistics.maximum, expected.high), "\(title): \(statistics)")
    guard let mean = expected.mean, let deviation = expected.deviation, mean.isFinite else {
      return
    }
    let scale = abs(mean) + deviation
    #expect(abs((statistics.mean ?? .nan) - mean) <= 1e-12 * scale, "\(title): \(statistics)")
    #expect(
      abs((statistics.standardDeviation ?? .nan) - deviation) <= 1e-12 * deviation,
      "\(title): \(statistics) and \(deviation)")
  }

  private func isSame(_ value: ElementValue?, _ text: String?) -> Bool {
    guard let text else { return value == nil }
    return switch value {
    case .bool(let value): (value ? "1" : "0") == text
    case .int(let value), .datetime(let value, _), .timedelta(let value, _): "\(value)" == text
    case .uint(let value): "\(value)" == text
    case .float16(let value): Double(value) == Double(text)
    case .float32(let value): Double(value) == Double(text)
    case .float64(let value): value == Double(text)
    #if arch(x86_64)
      case .longDouble(let value): value.value == Float80(text)
    #endif
    default: false
    }
  }

  /// Few bins, as wide as a power of two, between multiples of that, none of them left over.
  private func checkShape(_ histogram: Histogram, _ count: Int, _ title: String) {
    #expect(histogram.counts.reduce(0, +) == count, "\(title)")
    #expect((1...20).contains(histogram.counts.count), "\(title)")
    #expect(histogram.counts.first != 0 && histogram.counts.last != 0, "\(title)")
    // The outer edges may be cut to the greatest number that there is.
    let inner = histogram.edges.dropFirst().dropLast()
    let widths = zip(inner, inner.dropFirst()).map { $1 - $0 }
    for width in widths {
      #expect(width.significand == 1 && width == widths[0], "\(title): \(histogram.edges)")
    }
  }

  /// Lets numpy count the same bins.
  private func checkHistograms(_ histograms: [String], in directory: TemporaryDirectory) throws {
    let list = directory.file("histograms")
    try histograms.joined(separator: "\n").write(
      toFile: list, atomically: true, encoding: .utf8)
    let child = try ChildProcess.python(
      """
      for line in open(sys.argv[1]):
          path, name, edges, counts = line.rstrip("\\n").split("\\t")
          a = np.load(path)
          for field in name.split("."):
              if field == "real": a = a.real
              elif field == "imaginary": a = a.imag
              elif field: a = a[field]
          a = np.ascontiguousarray(a).ravel()
          if a.dtype.kind in "Mm":
              a = a[~np.isnat(a)].view("i8" if a.dtype.isnative else ">i8")
          edges = np.array([float(edge) for edge in edges.split()])
          wide = a.astype(np.longdouble)
          wide = wide[np.isfinite(wide)]
          bins = np.searchsorted(edges.astype(np.longdouble), wide, "right") - 1
          bins[wide == edges[-1]] -= 1
          found = np.bincount(bins, minlength=len(edges) - 1)
          assert found.tolist() == [int(c) for c in counts.split()], (path, name, edges, found)
          if a.dtype.kind == "f" and a.dtype.itemsize <= 8 and len(edges) > 1:
              b = a.astype("f8")
              h = np.histogram(b[np.isfinite(b)], bins=edges)[0]
              assert h.tolist() == found.tolist(), (path, name)
      """, [list])
    #expect(child.status == 0, "\(child.errors)")
  }

  @Test(arguments: ["|S3", "<U2", "|V4"])
  func whatIsNoNumberHasNoStatistics(descr: String) throws {
    let bytes = [UInt8](repeating: 1, count: 80)
    let dtype = try DType(parsing: descr)
    let view = try DynamicArrayView(bytes.span, StridedLayout(dtype: dtype, shape: [2, 5]))
    let columns = Statistics.columns(of: view)
    #expect(columns.count == 1 && columns[0].statistics == nil && columns[0].count == 10)
  }

  @Test func smallFloatsOfMLDTypesAreNumbers() throws {
    let halves: [UInt16] = [0x3F80, 0xC000, 0x7F80, 0x7FC0]  // 1, -2, infinity, NaN
    let bytes = halves.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let layout = StridedLayout(dtype: .bfloat16, shape: [4])
    let columns = Statistics.columns(of: try DynamicArrayView(bytes.span, layout))
    let statistics = try #require(columns[0].statistics)
    #expect(statistics.minimum == .mlFloat(-2, .bfloat16))
    #expect(statistics.maximum == .mlFloat(1, .bfloat16))
    #expect(statistics.nanCount == 1 && statistics.positiveInfinityCount == 1)
    #expect(statistics.mean == -0.5 && statistics.standardDeviation == 1.5)

    let eighths: [UInt8] = [0x3C, 0xC0, 0x7C, 0x7E]  // 1, -2, infinity, NaN
    let small = StridedLayout(dtype: .mlFloat(.float8E5M2), shape: [4])
    let column = Statistics.columns(of: try DynamicArrayView(eighths.span, small))[0]
    #expect(column.statistics?.mean == -0.5 && column.statistics?.nanCount == 1)
  }

  @Test func aSliceHasTheStatisticsOfItsElements() throws {
    let numbers = (0..<6000).map { Int16($0) }
    let bytes = numbers.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let view = try DynamicArrayView(
      bytes.span, StridedLayout(dtype: .int16, shape: [60, 100]))
    let columns = Statistics.columns(
      of: try view.sliced([.slice(by: -7), .slice(from: 3, by: 10)]))
    let chosen = (0..<60).reversed().enumerated().filter { $0.offset % 7 == 0 }.flatMap { row in
      stride(from: 3, to: 100, by: 10).map { row.element * 100 + $0 }
    }
    let statistics = try #require(columns[0].statistics)
    #expect(statistics.count == chosen.count)
    #expect(statistics.minimum == chosen.min().map { .int(Int64($0)) })
    #expect(statistics.maximum == chosen.max().map { .int(Int64($0)) })
    #expect(statistics.mean == Double(chosen.reduce(0, +)) / Double(chosen.count))
  }
}
