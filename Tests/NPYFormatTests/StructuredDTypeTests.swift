import NPYFormat
import Testing

@Suite struct StructuredDTypeTests {
  @Test func paddingIsWhatNoFieldCovers() throws {
    let type = try StructuredDType(
      fields: [
        StructuredField(name: "a", dtype: .int8, offset: 1),
        StructuredField(name: "b", title: "second", dtype: .float64, offset: 8),
      ], itemSize: 24)
    let expected =
      "[('', '|V1'), ('a', '|i1'), ('', '|V6'), (('second', 'b'), '<f8'), ('', '|V8')]"
    #expect(DType.structured(type).description == expected)
    #expect(try DType(parsing: expected) == .structured(type))
  }

  @Test func packedFieldsFollowEachOther() throws {
    let type = try StructuredDType(packing: [
      ("x", .float32), ("y", .subarray(.int16, shape: [3])), ("z", .uint8),
    ])
    #expect(type.fields.map(\.offset) == [0, 4, 10])
    #expect(type.itemSize == 11)
  }

  @Test func aTypeMayHaveNoFieldsAndYetASize() throws {
    let type = try StructuredDType(fields: [], itemSize: 8)
    #expect(DType.structured(type).description == "[('', '|V8')]")
    #expect(try DType(parsing: "[('', '|V8')]") == .structured(type))
  }

  @Test func namesAndTitlesAreUnique() {
    #expect(throws: DTypeError.duplicateName("x")) {
      try StructuredDType(packing: [("x", .int8), ("x", .int8)])
    }
    #expect(throws: DTypeError.duplicateName("x")) {
      try StructuredDType(fields: [
        StructuredField(name: "a", title: "x", dtype: .int8, offset: 0),
        StructuredField(name: "x", dtype: .int8, offset: 1),
      ])
    }
  }

  @Test func spellingsOfOneCharacterAreDifferentNames() throws {
    let type = try StructuredDType(packing: [("\u{E9}", .int8), ("e\u{301}", .int8)])
    #expect(type.fields.count == 2)
  }

  @Test func fieldsDoNotOverlapNorLeaveTheElement() {
    #expect(throws: DTypeError.overlappingField(name: "y", offset: 2)) {
      try StructuredDType(fields: [
        StructuredField(name: "x", dtype: .float32, offset: 0),
        StructuredField(name: "y", dtype: .int8, offset: 2),
      ])
    }
    #expect(throws: DTypeError.overlappingField(name: "x", offset: 0)) {
      try StructuredDType(
        fields: [StructuredField(name: "x", dtype: .float32, offset: 0)], itemSize: 3)
    }
    #expect(throws: DTypeError.self) {
      try StructuredDType(fields: [StructuredField(name: "x", dtype: .int8, offset: -1)])
    }
    #expect(throws: DTypeError.self) {
      try StructuredDType(fields: [StructuredField(name: "x", dtype: .int16, offset: Int.max)])
    }
  }

  @Test func aNamelessFieldMustNotReadAsPadding() throws {
    #expect(throws: DTypeError.namelessPadding) {
      try StructuredDType(packing: [("", .void(4))])
    }
    #expect(throws: DTypeError.namelessPadding) {
      try StructuredDType(packing: [("", .subarray(.float32, shape: [2]))])
    }
    #expect(try StructuredDType(packing: [("", .float32)]).fields.count == 1)
  }

  @Test func elementsHaveAtMostTwoGigabytes() throws {
    let limit = Int(Int32.max)
    #expect(try StructuredDType(packing: [("x", .void(limit))]).itemSize == limit)
    #expect(throws: DTypeError.tooLarge(bytes: limit + 1)) {
      try StructuredDType(packing: [("x", .void(limit)), ("y", .int8)])
    }
  }

  @Test func aSubarrayOfShapeZeroIsItsBase() throws {
    let type = try StructuredDType(packing: [("x", .subarray(.float32, shape: []))])
    #expect(type.fields[0].dtype == .float32)
  }
}
