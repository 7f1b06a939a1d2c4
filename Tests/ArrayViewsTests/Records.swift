import ArrayViews

// The records of `Tools/checks/view_cases.py`.

/// A record without padding, with a sub-array.
struct Particle: ArrayRecord, PatternedElement {
  var id: Int32
  var position: InlineArray<3, Float>

  static var fields: [RecordField<Self>] {
    [RecordField("id", \.id), RecordField("position", \.position)]
  }

  var pattern: UInt128 {
    (0..<3).reduce(id.pattern) { $0 | position[$1].pattern << UInt128(32 + 32 * $1) }
  }
  init(pattern: UInt128) {
    id = Int32(pattern: pattern)
    position = InlineArray { Float(pattern: pattern >> UInt128(32 + 32 * $0)) }
  }
}

/// A record whose stride is greater than its size.
struct Sample: ArrayRecord, PatternedElement {
  var time: Double
  var count: Int32

  static var fields: [RecordField<Self>] {
    [RecordField("time", \.time), RecordField("count", \.count)]
  }

  static var packedBytes: Int { 12 }
  var pattern: UInt128 { time.pattern | count.pattern << 64 }
  init(time: Double, count: Int32) { (self.time, self.count) = (time, count) }
  init(pattern: UInt128) {
    self.init(time: Double(pattern: pattern), count: Int32(pattern: pattern >> 64))
  }
}

/// A record with padding between its fields.
struct Pair: ArrayRecord, PatternedElement {
  var a: Int8
  var b: Int16

  static var fields: [RecordField<Self>] { [RecordField("a", \.a), RecordField("b", \.b)] }

  static var packedBytes: Int { 3 }
  var pattern: UInt128 { a.pattern | b.pattern << 8 }
  init(a: Int8, b: Int16) { (self.a, self.b) = (a, b) }
  init(pattern: UInt128) {
    self.init(a: Int8(pattern: pattern), b: Int16(pattern: pattern >> 8))
  }
}

/// A record in a record.
struct Outer: ArrayRecord, PatternedElement {
  var tag: Int16
  var inner: Pair

  static var fields: [RecordField<Self>] {
    [RecordField("tag", \.tag), RecordField("inner", \.inner)]
  }

  static var packedBytes: Int { 5 }
  var pattern: UInt128 { tag.pattern | inner.pattern << 16 }
  init(pattern: UInt128) {
    tag = Int16(pattern: pattern)
    inner = Pair(pattern: pattern >> 16)
  }
}
