import ArrayViews

/// One case with elements of a Swift type.
struct TypedViewCheck<Element: PatternedElement> {
  let table: ViewTable
  let viewCase: ViewCase
  let storing: ViewCase.Storing
  let reading: ViewReading<Element>

  /// How many steps are the layout's; the typed view takes the others.
  private var untyped: Int {
    (viewCase.steps.lastIndex { $0.field != nil } ?? -1) + 1
  }

  private func layout() throws -> StridedLayout {
    try viewCase.memory.layout().applying(viewCase.steps.prefix(untyped))
  }

  func readingFailures() throws -> [String] {
    let bytes = table[viewCase.memory.bytes]
    let whole = try ArrayView<Element>(bytes.span, layout())
    let failures = try withSteps(whole, viewCase.steps.dropFirst(untyped)) { view in
      try reading.failures(view) + lendingFailures(view)
    }
    // The same when the layout takes all the steps.
    let view = try ArrayView<Element>(
      bytes.span, viewCase.memory.layout().applying(viewCase.steps))
    return failures + (view.array().map(\.pattern) == reading.expected ? [] : ["the layout's view"])
  }

  private func withSteps(
    _ view: borrowing ArrayView<Element>, _ steps: ArraySlice<ViewCase.Step>,
    _ body: (borrowing ArrayView<Element>) throws -> [String]
  ) throws -> [String] {
    guard let step = steps.first else { return try body(view) }
    let rest = steps.dropFirst()
    if let order = step.transpose { return try withSteps(view.transposed(order), rest, body) }
    if let row = step.row { return try withSteps(view.row(row), rest, body) }
    return try withSteps(view.slice(step.indices()), rest, body)
  }

  private func lendingFailures(_ view: borrowing ArrayView<Element>) -> [String] {
    let isRecord = Element.self is any ArrayRecord.Type
    let isLent =
      viewCase.isNative && viewCase.isAligned && (viewCase.isCContiguous || viewCase.isFContiguous)
    let lent = Element.lent(view)
    // numpy's records are aligned wherever they are, and theirs may be shorter than Swift's.
    if !isRecord, Element.self != Bool.self, isLent != (lent != nil) {
      return ["hasElements is \(lent != nil)"]
    }
    guard let lent else { return [] }
    let expected =
      viewCase.isCContiguous ? reading.expected : view.transposed().array().map(\.pattern)
    return isLent && lent == expected ? [] : ["elements"]
  }

  func storingFailures() throws -> [String] {
    let values = Element.patterns(of: table[storing.values])
    let writing = ViewStoring<Element>(shape: viewCase.shape, values: values)
    var failures: [String] = []
    for way in writing.ways
    where try !leaves(storing.after, { way.store(&$0) }) { failures.append("storing: \(way.name)") }
    let source = table[storing.source.bytes]
    let sourceLayout = try storing.source.layout().applying(storing.steps)
    if try !leaves(
      storing.after,
      {
        $0.copy(from: try ArrayView(source.span, sourceLayout))
        return true
      })
    {
      failures.append("copy(from:)")
    }
    if let first = values.first,
      try !leaves(
        storing.filled,
        {
          $0.fill(with: Element(pattern: first))
          return true
        })
    {
      failures.append("fill")
    }
    return failures
  }

  /// Whether a store leaves numpy's bytes in the whole memory, or cannot be made.
  private func leaves(
    _ expected: ViewCase.Bytes, _ store: (inout MutableArrayView<Element>) throws -> Bool
  ) throws -> Bool {
    var bytes = table[viewCase.memory.bytes]
    var whole = try MutableArrayView<Element>(bytes.mutableSpan, layout())
    guard try withSteps(&whole, viewCase.steps.dropFirst(untyped), store) else { return true }
    guard let mask = storing.mask else { return bytes == table[expected] }
    return zip(zip(bytes, table[expected]), table[mask]).allSatisfy { ($0.0 ^ $0.1) & $1 == 0 }
  }

  private func withSteps(
    _ view: inout MutableArrayView<Element>, _ steps: ArraySlice<ViewCase.Step>,
    _ body: (inout MutableArrayView<Element>) throws -> Bool
  ) throws -> Bool {
    guard let step = steps.first else { return try body(&view) }
    let rest = steps.dropFirst()
    if let order = step.transpose {
      var part = view.transposed(order)
      return try withSteps(&part, rest, body)
    }
    if let row = step.row {
      var part = view.row(row)
      return try withSteps(&part, rest, body)
    }
    var part = view.slice(try step.indices())
    return try withSteps(&part, rest, body)
  }
}
