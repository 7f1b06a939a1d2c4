import TestSupport

/// numpy and `ml_dtypes`, making arrays at random and printing them.
enum NumpyTextPeer {
  /// Makes cases for `NumpyTextCase.read`.
  ///
  /// - Returns: what went wrong, if anything did.
  static func write(_ count: Int, seed: Int, to file: String) throws -> String {
    try ChildProcess.python(source, [file, "\(seed)", "\(count)"]).errors
  }

  /// Every third half, powers of two, and then whatever chance gives.
  private static let source = """
    import io, struct, warnings, ml_dtypes
    warnings.simplefilter("ignore"); np.seterr(all="ignore")
    rng = np.random.default_rng(int(sys.argv[2])); out = open(sys.argv[1], "wb")
    pick = lambda *items: items[rng.integers(len(items))]
    chance = lambda p: rng.random() < p
    put = lambda b: out.write(struct.pack("<I", len(b)) + b)
    DEFAULTS = dict(precision=8, threshold=1000, edgeitems=3, linewidth=75, suppress=False)

    def emit(a, **changes):
        options = DEFAULTS | changes
        with np.printoptions(**options): text = str(a)
        file = io.BytesIO(); np.lib.format.write_array(file, a)
        put(" ".join(str(int(v)) for v in options.values()).encode())
        put(file.getvalue()); put(text.encode("utf-8", "backslashreplace"))

    def bits(t, n):
        if t.char not in "gG": return np.frombuffer(rng.bytes(n * t.itemsize), t)
        w = rng.integers(0, 2**64, (n * t.itemsize // 16, 2), dtype="u8")
        style = rng.integers(3)
        w[:, 1] &= np.uint64((0xFFFF, 0xFFFF, 0x8003)[style])
        if style == 1: w[:, 1] = w[:, 1] & 0x8000 | 16383 + rng.integers(-30, 40, len(w)).astype("u8")
        w[:, 0] |= np.uint64(1 << 63)
        w[w[:, 1] & 0x7FFF == 0, 0] &= np.uint64((1 << 63) - 1)
        # Some are no numbers: without their leading bit.
        if chance(.05): w[rng.random(len(w)) < .2, 0] &= np.uint64((1 << 63) - 1)
        return w.reshape(-1).view(t)

    def floats(t, n):
        t, g, style = np.dtype(t), np.longdouble, rng.integers(12)
        whole = lambda *top: rng.integers(-pick(*top), pick(*top), n).astype(g)
        if style == 0: x = bits(t, n)
        elif style == 1: x = rng.uniform(-1, 1, n).astype(g) * g(10) ** pick(*range(-12, 13))
        elif style == 2: x = whole(3, 10, 1000, 10**6, 10**9)
        elif style == 3: x = whole(100, 10**4, 10**9) / g(2) ** pick(1, 3, 8, 9, 10, 12)
        elif style == 4: x = np.round(rng.uniform(-1, 1, n) * 10.0 ** pick(*range(8)), pick(0, 1, 2, 3, 8, 9))
        elif style == 5: x = g(pick(2, 10)) ** rng.integers(pick(-20, -320), pick(20, 300), n).astype(g)
        elif style == 6: x = rng.choice([1e-4, 1e8, 1e6, 1e3, 1, .1, 1e16, 1e-5, 9.9995, 99999.9, 1e23], n)
        elif style == 7: x = np.finfo(t).smallest_subnormal * whole(3, 1000, 10**6)
        elif style == 8: x = (10 * abs(whole(10**7, 10**9)) + 5) * g(10) ** pick(0, 0, 1, 2, -3)
        elif style == 9: x = rng.normal(size=n)
        elif style == 10: x = np.exp(rng.uniform(-1, 1, n) * pick(1, 3, 10, 100, 600))
        else: x = rng.uniform(1e-4, 100) * rng.choice([1, 1000], n)
        x = np.array(x).astype(t)
        if style in (6, 11) and chance(.5): x = np.where(rng.random(n) < .5, np.nextafter(x, t.type(pick(0, np.inf))), x)
        for share in (pick(.1, .5, 1), .2) if chance(.3) else ():
            x[rng.random(n) < share] = pick(np.nan, np.inf, -np.inf, 0, -0.0)
        return np.abs(x) if chance(.2) else x

    def integers(n):
        style = rng.integers(4)
        if style == 0: return np.frombuffer(rng.bytes(8 * n), "i8").copy()
        if style == 1: return rng.integers(-10, pick(2, 1000), n)
        if style == 2: return rng.integers(-10**pick(3, 9, 12, 18), 10**pick(3, 9, 12, 18), n)
        return pick(2**63 - 1, 1 - 2**63, 0) + rng.integers(-1, 1, n) * rng.integers(0, pick(2, 20000), n)

    ASCII = [range(32, 127), [39, 34, 92, 10, 0, 65], range(256)]
    BEYOND = [range(0x250), range(0x110000), range(0x4E00, 0x9FFF), range(0x1F000, 0x1FB00),
              range(0xD7F0, 0xE010), range(0x2000, 0x2070), range(0xE0100, 0xE0110), range(0x110000, 0x110020)]

    def fill(a):
        if a.dtype.names is not None:
            for name in a.dtype.names: fill(a[name])
            return
        t, n = a.dtype.newbyteorder("="), a.size
        if t.kind == "b": v = rng.random(n) < pick(0, .5, 1)
        elif t.kind in "iu": v = integers(n).astype(t) if chance(.7) else bits(t, n)
        elif t.kind in "Mm":
            v = integers(n)
            if chance(.3): v[rng.random(n) < pick(.1, 1)] = -2**63
            if t.str.endswith("M8"): v[:] = -2**63
            v = v.astype("i8").view(t)
        elif t.name in ("bfloat16", "float8_e5m2"): v = bits(t, n) if chance(.5) else floats("f4", n).astype(t)
        elif t.kind == "f": v = floats(t, n)
        elif t.kind == "c":
            v = np.empty(n, t); part = v.real.dtype
            v.real, v.imag = floats(part, n), floats(part, n)
        else:
            unit = np.dtype("u4" if t.kind == "U" else "u1"); k = t.itemsize // unit.itemsize
            if not k: return
            v = rng.choice(np.array(pick(*ASCII, *(BEYOND if t.kind == "U" else ())), unit), (n, k)).astype(unit)
            # Of others it makes a string that nothing can print.
            if not a.ndim and t.kind == "U": v[v > 0x10FFFF] = 0x10FFFF
            if t.kind != "V": v[np.arange(k) >= rng.integers(0, k + 1, (n, 1))] = 0
            v = v.view(t)
        a[...] = np.asarray(v).reshape(a.shape)

    UNITS = "Y M W D h m s ms us ns ps fs as".split()
    SIMPLE = "? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 g F D G".split()
    SHAPES = (), (), (), (), (1,), (2,), (3,), (2, 2), (0,), (2, 0), (0, 2), (1, 1, 2)

    def dtype(depth=0):
        kind, order, top = rng.integers(16 if depth < 2 else 14), pick(*"<<<>"), depth == 0
        if kind < 8: return np.dtype(pick(*SIMPLE)).newbyteorder(order)
        if kind == 8: return np.dtype(f"S{pick(0 if top else 3, 1, 2, 5, 30, 90)}")
        if kind == 9: return np.dtype(f"{order}U{pick(0 if top else 3, 1, 2, 5, 30)}")
        if kind == 10: return np.dtype(f"V{pick(0 if top else 4, 1, 2, 3, 8, 30)}")
        if kind < 13:
            # Of times without a unit in the other byte order, numpy takes the wrong widths.
            unit = pick(f"[{pick(*UNITS)}]", f"[{pick(2, 7, 25, 1000)}{pick(*UNITS)}]", "")
            return np.dtype(f"{order if unit else '<'}{pick('M', 'm')}8{unit}")
        if kind == 13: return np.dtype(pick(ml_dtypes.bfloat16, ml_dtypes.float8_e5m2 if top else ml_dtypes.bfloat16))
        shape = lambda: (40, 30) if chance(.01) else pick(*SHAPES)
        fields = [(f"f{i}", dtype(depth + 1), shape()) for i in range(pick(0, 1, 1, 2, 2, 3, 5))]
        return np.dtype(fields, align=chance(.3))

    def shape():
        kind = rng.integers(20)
        if kind < 3: return ()
        if kind < 9: return (int(pick(1, 2, 3, 4, 5, 8, 13, 20, 40, 100)),)
        if kind < 12: return (pick(1, 2, 3, 7), pick(1, 2, 3, 5, 11, 30))
        if kind < 14: return (pick(1, 2, 3), pick(1, 2, 4), pick(1, 2, 3, 12))
        if kind < 15: return (pick(1, 2), pick(1, 2), pick(1, 2), pick(1, 2, 9))
        if kind < 16: return pick((0,), (3, 0), (0, 3), (2, 0, 4), (0, 0))
        return pick((1000,), (1001,), (40, 40), (600, 2), (7, 200), (11, 10, 10), (2, 3, 200), (6, 6, 6, 6), (1, 1, 1, 1200))

    def changes():
        table = dict(precision=(*range(9), 12, 15, 16, 17, 18, 20, 25), threshold=(0, 5, 20, 100, 5000),
                     edgeitems=(1, 2, 4, 10), linewidth=(1, 10, 40, 79, 120, 1000), suppress=(True,))
        return {k: type(DEFAULTS[k])(pick(*v)) for k, v in table.items() if chance(.3)} if chance(.25) else {}

    halves = np.arange(65536, dtype="u2").view("f2")
    for start in range(0, 65536, 2000): emit(halves[start:start + 2000:3])
    for t, low, high in ("f2", -24, 15), ("f4", -149, 127), ("f8", -1074, 1023):
        powers = np.ldexp(np.dtype(t).type(1), np.arange(low, high + 1))
        for p in 8, 15: emit(powers, precision=p, threshold=10**4)
    done = 0
    while done < int(sys.argv[3]):
        a = np.zeros(shape(), dtype())
        if a.nbytes > 1 << 15: continue
        if a.size: fill(a)
        if chance(.3): a = np.asfortranarray(a)
        try: emit(a, **changes())
        # Of some numbers that are no code points, numpy makes no string.
        except SystemError: continue
        done += 1
    """
}
