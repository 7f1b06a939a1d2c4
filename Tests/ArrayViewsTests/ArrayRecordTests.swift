import ArrayViews
import NPYFormat
import Testing

@Suite struct ArrayRecordTests {
  static let mismatches: [(String, String)] = [
    ("<f8", "the elements are <f8, not [('time', '<f8'), ('count', '<i4'), ('', '|V4')]"),
    (
      "[('when', '<f8'), ('count', '<i4')]",
      "the elements are no Sample: field 'time' is called 'when'"
    ),
    (
      "[('time', '<f4'), ('count', '<i4')]",
      "the elements are no Sample: field 'time' is <f4, not <f8"
    ),
    (
      "[('time', '>f8'), ('count', '<i4')]",
      "the elements are no Sample: field 'time' is >f8, not <f8"
    ),
    (
      "[('time', '<f8'), ('', '|V4'), ('count', '<i4')]",
      "the elements are no Sample: field 'count' is at byte 12, not 8"
    ),
    ("[('time', '<f8')]", "the elements are no Sample: field 'count' is missing"),
    (
      "[('time', '<f8'), ('count', '<i4'), ('more', '|u1')]",
      "the elements are no Sample: field 'more' is not among its fields"
    ),
  ]

  @Test(arguments: mismatches)
  func aRecordThatDoesNotFitSaysWhichFieldAndHow(descr: String, message: String) throws {
    let layout = StridedLayout(dtype: try DType(parsing: descr), shape: [1])
    let bytes = [UInt8](repeating: 0, count: 64)
    do {
      _ = try ArrayView<Sample>(bytes.span, layout).count
      Issue.record("\(descr) is taken for a Sample")
    } catch {
      #expect(error.description == message)
    }
  }

  /// A record with a field that its list leaves out.
  struct Forgetful: ArrayRecord {
    var known: Int32
    var forgotten: Int32
    static var fields: [RecordField<Self>] { [RecordField("known", \.known)] }
  }

  @Test func aRecordLongerThanTheElementsIsRefused() throws {
    let layout = StridedLayout(dtype: try DType(parsing: "[('known', '<i4')]"), shape: [1])
    let bytes = [UInt8](repeating: 0, count: 4)
    #expect(
      throws: ArrayViewError.fieldMismatch(
        record: "Forgetful", field: "known", reason: "ends an element of 4 bytes, not 8")
    ) {
      try ArrayView<Forgetful>(bytes.span, layout).count
    }
  }

  /// An element that says that it takes one byte.
  struct Liar: PlainElement {
    var bits: UInt64
    static var dtype: DType { .uint8 }
    static func byteSwapped(_ bits: Self) -> Self { bits }
  }

  @Test func anElementLongerThanItsDTypeReadsNothing() throws {
    var bytes: [UInt8] = [1, 2]
    let layout = StridedLayout(dtype: .uint8, shape: [2])
    let mismatch = ArrayViewError.elementMismatch(found: .uint8, asked: .uint8)
    #expect(throws: mismatch) { try ArrayView<Liar>(bytes.span, layout).count }
    #expect(throws: mismatch) { try MutableArrayView<Liar>(bytes.mutableSpan, layout).count }
  }

  /// A span's bytes are whole strides, the last one, too.
  @Test func aSpanOfRecordsEndsWhereTheMemoryDoes() throws {
    for (itemSize, isLent) in [(12, false), (15, false), (16, true)] {
      let bytes = [UInt8](repeating: 1, count: itemSize)
      var copy = bytes
      let dtype = DType.structured(
        try StructuredDType(
          fields: [
            StructuredField(name: "time", dtype: .float64, offset: 0),
            StructuredField(name: "count", dtype: .int32, offset: 8),
          ], itemSize: itemSize))
      let layout = StridedLayout(dtype: dtype, shape: [1])
      let view = try ArrayView<Sample>(bytes.span, layout)
      let row = view.row(0)
      var found = [view.hasElements, row.hasElements, row.transposed().hasElements]
      #expect(row[[]].count == 0x0101_0101)
      var mutable = try MutableArrayView<Sample>(copy.mutableSpan, layout)
      found += [mutable.hasElements, mutable.view.hasElements]
      found.append(mutable.slice(.newAxis).hasElements)
      #expect(found == [Bool](repeating: isLent, count: 6), "\(itemSize) bytes")
    }
  }

  /// As a field of 12 bytes at a stride of 16, where the last one's stride leaves the memory.
  @Test func foldingRecordsReadsNothingBehindTheLastOne() throws {
    let inner = DType.structured(
      try StructuredDType(
        fields: [
          StructuredField(name: "time", dtype: .float64, offset: 0),
          StructuredField(name: "count", dtype: .int32, offset: 8),
        ], itemSize: 12))
    let outer = DType.structured(
      try StructuredDType(
        fields: [
          StructuredField(name: "tag", dtype: .int32, offset: 0),
          StructuredField(name: "inner", dtype: inner, offset: 4),
        ]))
    let bytes = [UInt8](repeating: 2, count: 16 * 100)
    let column = try StridedLayout(dtype: outer, shape: [100]).field("inner")
    let view = try ArrayView<Sample>(bytes.span, column)
    let hasElements = view.hasElements
    #expect(!hasElements)
    let sum = view.fold(
      0, { sum, samples in for place in samples.indices { sum += Int(samples[place].count) } },
      combine: +=)
    #expect(sum == 100 * 0x0202_0202)
  }
}
