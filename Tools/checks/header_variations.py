"""Headers to ask numpy and npyshare about, in which one part after the other is varied."""

from collections.abc import Iterator


from npy_bytes import header_text, raw_header

# More than any small item needs, so that what decides is the header.
DATA = bytes(range(256)) * 4

NUMBERS = (
    "0 1 3 -1 +2 -0 00 0_0 0x10 0X1f 0b11 0o17 1_000 1__0 _1 1_ 3L 3l 0L 10 2147483647 2147483648 "
    "4294967295 4294967296 3037000500 9223372036854775807 9223372036854775808 "
    "18446744073709551615 18446744073709551616 1e3 1.0 1. .5 1j True False None '3' b'3' ~1 --1 1+1"
).split() + ["9" * 5_000, "( 3 )", "3 L", "3\\\n"]
SHAPES = (
    "() (,) (3) (3,) (3,,) [3] [] {3} 3 (3,3,) (1,)*3 ((3,),) (3,(3,)) '3' None (3,None) (0,0) (2,-2) "
    "(0,-1) (1152921504606846976,) (1152921504606846975,) (576460752303423488,2) "
    "(4294967296,2147483648) (3,4294967296,4294967296,0) (9223372036854775807,0) "
    "(0,9223372036854775807,2) (3.,) (3,*(3,)) (n,) (3 3) (3"
).split() + ["(" + "1," * n + ")" for n in (31, 32, 33, 63, 64, 65, 300)] + [
    "(" + "2," * n + ")" for n in (60, 61, 63)
]
ORDERS = "True False None 0 1 'C' 'F' true FALSE (True) (True,) not_True not\tTrue True==True".split()
CODES = "b i u f c S U V M m O T ? B h H l L q Q e d g F D G a p P N X".split()
NAMES = (
    "bool int8 uint16 float32 float64 longdouble complex128 str bytes object void int intp double single "
    "half datetime64 datetime64[ns] timedelta64[3m] bfloat16 float8_e4m3fn int4 Float32 bool_ str_ "
    "unicode string U S datetime float complex uint longlong clongdouble object_ timedelta64[D/2]"
).split()
UNITS = "Y M W D h m s ms us μs ns ps fs as B generic 25s 1D 0s -1s 2147483648s D/2 D/3 7 [s] s] as/1 Y/12".split()
FIELDS = (
    "[]", "[()]", "[('a',)]", "['a']", "[('a', '<f4')]", "[('a', '<f4'),]", "[['a', '<f4']]",
    "(('a', '<f4'),)", "{'a': '<f4'}", "[('', '<f4')]", "[('', '|V4')]", "[('', '|V4'), ('', '|V2')]",
    "[('a', '<f4'), ('', '|V4'), ('b', '|u1'), ('', '|V3')]", "[('a', '<f4'), ('a', '<f4')]",
    "[('', '<f4'), ('f0', '<f4')]", "[(('t', 'a'), '<f4')]", "[(('a', 'a'), '<f4')]",
    "[(('t', 'a'), '<f4'), ('t', '<i4')]", "[(('t', ''), '<f4')]", "[(('', 'a'), '<f4')]",
    "[(('t', 'a', 'x'), '<f4')]", "[((1, 'a'), '<f4')]", "[(None, '<f4')]", "[(1, '<f4')]",
    "[(b'a', '<f4')]", "[('a', '<f4', 2)]", "[('a', '<f4', (2,))]", "[('a', '<f4', [2])]",
    "[('a', '<f4', ())]", "[('a', '<f4', (1,))]", "[('a', '<f4', 1)]", "[('a', '<f4', 0)]",
    "[('a', '<f4', (2, 0))]", "[('a', '<f4', (-1,))]", "[('a', '<f4', -1)]", "[('a', '<f4', (2.0,))]",
    "[('a', '<f4', 'x')]", "[('a', '<f4', None)]", "[('a', '<f4', True)]", "[('a', '<f4', (1,), 2)]",
    "[('a', '<f4', (65536, 65536))]", "[('a', '<f4', (32768, 16383))]", "[('a', '<f4', (2147483648,))]",
    "[('a', '|u1', (2147483647,))]", "[('a', '|u1', (2147483647,)), ('b', '|u1')]",
    "[('a', '|S2147483647'), ('b', '|S2')]", "[('a', [('b', '<f4'), ('c', '>i2')])]",
    "[('a', [('b', '<f4')], (2, 3))]", "[('a', ('<f4', (2,)))]", "[('a', ('<f4', (2,)), (3,))]",
    "[('a', ('<f4', 2))]", "[('a', ('<f4', ()))]", "('<f4', ())", "('<f4', (1,))", "('<f4', (2,))",
    "('<f4', 2)", "('<f4', (0,))", "('<f4',)", "('<f4', {'x': 1})", "('|V8', [('a', '<f4')])",
    "[('a', '|O')]", "[('a', [('b', '|O8')])]", "[('a', 'T')]", "[('a', 'f4,i4')]", "[('a', '2f4')]",
    "[('a', 'float32')]", "[('a', '<V2'), ('b', '<f1')]", "[('a', '<f1')]", "[('é', '<f4')]",
    "[('a', '|S0')]", "[('a', '|V0'), ('b', '<U0')]", "[('a', [])]", "[('a', []), ('b', '|u1')]",
    "[('a:b', '<f4')]", "[('a\\n', '<f4')]", "[('a', '<M8[ns]'), ('b', '<m8')]",
    "[('" + "n" * 300 + "', '<f4')]", "[('\\ud800', '<f4')]", "[('\\0', '<f4')]", "[(' ', '<f4')]",
    "['<f4', '<i4']", "[('a', '<f4'), ]  ", "[('a', None)]", "[('a', '')]", "('<f4', '<i4')",
)
STRINGS = (
    "''", "' '", "'<f8 '", "' <f8'", "'<f8\\0'", "'<f8\\n'", "'<<f8'", "'f8<'", "'<f 8'", "'<f+8'", "'<f-8'",
    "'<f08'", "'<f8,'", "',<f8'", "'<f8,<i4'", "'<f8, <i4'", "'f4;i4'", "'f4,,i4'", "'(2,)f4'", "'3f4'",
    "'1f4'", "'(2,3)f4,i4'", "'2f4,i4'", "'()f4'", "'(1)f4'", "'f8' # x", "u'<f8'", "U'<f8'", "r'<f8'",
    "R'<f8'", "b'<f8'", "rb'<f8'", "f'<f8'", "ur'<f8'", '"<f8"', "'''<f8'''", '"""<f8"""', "'<f8", "<f8",
    "'<' '' 'f8'", "'<' b'f8'", "'\\x3cf8'", "'\\74f8'", "'\\u003cf8'", "'\\U0000003cf8'", "'\\N{LESS-THAN SIGN}f8'",
    "'\\N{NO SUCH THING}'", "'\\x3'", "'\\u12'", "'\\U00110000'", "'\\q'", "'<\\\nf8'", "'<\nf8'", "'｜u1'", "8",
    "None", "True", "1.5", "1j", "...", "()", "{}", "['<f8']", "('<f8')", "(('<f8'))", "'|S-1'", "'|S+3'",
    "'|S3.5'", "'|S99999999999999999999'", "'|S1_0'", "'<U536870912'", "'<U536870911'", "'|V2147483647'",
    "'|V2147483648'", "'<c4'", "'<c12'", "'<f12'", "'<f2'", "'<i3'", "'|b2'", "'<b1'", "'>?'", "'|?'", "'<M4[s]'",
    "'<M8[s'", "'<M8s]'", "'<M8[]'", "'<M8[s][s]'", "'M[s]'", "'M8[ns]'", "'=M8[ns]'", "'|M8[ns]'", "'|O4'", "'<O8'",
    "'O3'", "'>T'", "'|V1'", "'<V1'", "'>V2'", "'|V2'", "'<V2'", "'V'", "'S'", "'U'", "'S0'", "'<U0'", "'c'", "'|c1'",
)


def described(descr: str = "'<f8'", order: str = "False", shape: str = "(3,)") -> bytes:
    return raw_header(header_text(descr, order, shape).encode("utf-8", "surrogatepass")) + DATA


def varied_parts() -> Iterator[bytes]:
    """One part of the header varied, the others left well alone."""
    codes = [f"{order}{code}{size}" for code in CODES for order in ("", "<", ">", "|")
             for size in ("", "1", "2", "4", "8", "16")]
    units = [f"{order}{kind}8[{unit}]" for kind in "Mm" for unit in UNITS for order in "<>"]
    for text in (*codes, *units, *NAMES):
        yield described(f"'{text}'")
    for text in (*STRINGS, *FIELDS):
        yield described(text)
        yield described(text, shape="(0,)")
    for order in ORDERS:
        yield described(order=order.replace("_", " "))
    numbered = [f"({number},)" for number in NUMBERS] + [f"(2, {number})" for number in NUMBERS]
    for shape in (*SHAPES, *numbered):
        for descr in ("'|u1'", "'<c16'", "[('a', '<f4', (2,))]", "'|S0'"):
            yield described(descr, shape=shape)
    for major in range(5):
        for minor in range(3):
            for text in (header_text(), header_text(shape="(3L,)"), header_text("[('\xe9', '<f8')]")):
                yield raw_header(text, (major, minor)) + DATA
    for length in (*range(0, 140, 3), 1_000, 1_152, 1_153, 65_535):
        yield raw_header(header_text(), length=length) + DATA
        yield raw_header(header_text(), (2, 0), length=length << 10) + DATA
    complete = raw_header(header_text()) + DATA[:24]
    for size in range(len(complete) + 2):
        yield (complete + b"x")[:size]
