import ArrayViews
import Foundation
import NPYFormat
import TestSupport
import Testing

/// Operations on views beside numpy's on the same bytes.
@Suite struct NumpyViewTests {
  /// Tables of 1,200 cases; `$NPYSHARE_VIEW_TABLES` says how many, for a longer search.
  static let seeds =
    1...(ProcessInfo.processInfo.environment["NPYSHARE_VIEW_TABLES"].flatMap { Int($0) } ?? 2)

  @Test(arguments: seeds)
  func everyViewOperationEqualsNumpys(seed: Int) throws {
    let table = try ViewTable(seed: seed, count: 1200)
    var counts: [String: Int] = [:]
    for (number, viewCase) in table.cases.enumerated() {
      let name = "case \(number) of seed \(seed): \(viewCase)"
      let check = ViewCheck(table: table, viewCase: viewCase)
      do {
        let failures = try check.failures()
        #expect(failures == [], "\(name)")
      } catch {
        Issue.record(error, "\(name)")
      }
      counts[viewCase.type, default: 0] += 1
    }
    #expect(table.cases.count == 1200)
    // Every type is met often enough to mean something.
    #expect(counts.count == 24 && counts.values.allSatisfy { $0 >= 5 }, "\(counts)")
  }
}

/// One case in all its forms.
struct ViewCheck {
  let table: ViewTable
  let viewCase: ViewCase

  /// What is not as numpy has it.
  func failures() throws -> [String] {
    try dynamicFailures() + typedFailures()
  }

  private func dynamicFailures() throws -> [String] {
    let bytes = table[viewCase.memory.bytes]
    let layout = try viewCase.memory.layout().applying(viewCase.steps)
    let whole = try DynamicArrayView(bytes.span, viewCase.memory.layout())
    return try withSteps(whole, viewCase.steps[...]) { view in
      var failures: [String] = []
      if view.layout != layout { failures.append("the layout of the dynamic view") }
      if view.shape != viewCase.shape { failures.append("shape \(view.shape)") }
      if view.dtype != (try DType(parsing: viewCase.result)) { failures.append("\(view.dtype)") }
      if let values = viewCase.values {
        let found = ViewReading<Int8>.allIndices(of: view.shape).map { view[$0].rendered }
        if found != values { failures.append("values \(found), not \(values)") }
      }
      if let refused = viewCase.refused { failures += refusalFailures(view, refused) }
      return failures
    }
  }

  private func withSteps(
    _ view: borrowing DynamicArrayView, _ steps: ArraySlice<ViewCase.Step>,
    _ body: (borrowing DynamicArrayView) throws -> [String]
  ) throws -> [String] {
    guard let step = steps.first else { return try body(view) }
    let rest = steps.dropFirst()
    if let field = step.field { return try withSteps(try view.field(field), rest, body) }
    if let order = step.transpose { return try withSteps(view.transposed(order), rest, body) }
    if let row = step.row { return try withSteps(try view.sliced([.at(row)]), rest, body) }
    return try withSteps(try view.sliced(step.indices()), rest, body)
  }

  private func refusalFailures(
    _ view: borrowing DynamicArrayView, _ refused: ViewCase.Refusal
  ) -> [String] {
    do {
      _ = try view.sliced(AxisIndex.list(refused.slice)).count
      return ["'\(refused.slice)' is taken; numpy: \(refused.message)"]
    } catch {
      let isSame =
        switch error {
        case .outOfBounds: error.description == refused.message
        case .tooManyIndices: refused.message.hasPrefix("too many indices")
        case .zeroStep: refused.message == "slice step cannot be zero"
        case .severalEllipses: refused.message.contains("single ellipsis")
        default: false
        }
      return isSame ? [] : ["'\(refused.slice)': \(error); numpy: \(refused.message)"]
    }
  }

  private func typedFailures() throws -> [String] {
    switch viewCase.type {
    case "i1": try failures(Int8.self)
    case "i2": try failures(Int16.self)
    case "i4": try failures(Int32.self)
    case "i8": try failures(Int64.self)
    case "u1": try failures(UInt8.self)
    case "u2": try failures(UInt16.self)
    case "u4": try failures(UInt32.self)
    case "u8": try failures(UInt64.self)
    case "f2": try failures(Float16.self)
    case "f4": try failures(Float.self)
    case "f8": try failures(Double.self)
    case "c8": try failures(ComplexNumber<Float>.self)
    case "c16": try failures(ComplexNumber<Double>.self)
    case "b1": try failures(Bool.self)
    case "M8[ns]": try failures(DateTime64<TimeUnit.Nanoseconds>.self)
    case "M8[D]": try failures(DateTime64<TimeUnit.Days>.self)
    case "M8[s]": try failures(DateTime64<TimeUnit.Seconds>.self)
    case "m8[ns]": try failures(TimeDelta64<TimeUnit.Nanoseconds>.self)
    case "m8[ms]": try failures(TimeDelta64<TimeUnit.Milliseconds>.self)
    case "Particle": try failures(Particle.self)
    case "Sample": try failures(Sample.self)
    case "Pair": try failures(Pair.self)
    case "Outer": try failures(Outer.self)
    case "": []
    default: ["no Swift type \(viewCase.type)"]
    }
  }

  private func failures<Element: PatternedElement>(_ type: Element.Type) throws -> [String] {
    guard let elements = viewCase.elements, let storing = viewCase.storing else {
      return ["no elements"]
    }
    let check = TypedViewCheck<Element>(
      table: table, viewCase: viewCase, storing: storing,
      reading: ViewReading(
        shape: viewCase.shape, expected: Element.patterns(of: table[elements])))
    return try check.readingFailures() + check.storingFailures()
  }
}
