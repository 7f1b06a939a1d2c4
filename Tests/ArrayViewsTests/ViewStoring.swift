import ArrayViews

/// Stores elements to mutable views in every way.
struct ViewStoring<Element: PatternedElement> {
  let shape: [Int]
  let values: [UInt128]

  /// A way to store all values; false where the view does not have it.
  typealias Way = (inout MutableArrayView<Element>) -> Bool

  var ways: [(name: String, store: Way)] {
    [
      ("[indices]", { eachIndex(&$0) { $0[$1] = $2 } }),
      ("flat", { storeFlat(&$0) }),
      ("subscript", { subscripts(&$0) }),
      ("row", { view in storeRows(&view, values[...]) }),
      ("slice", { view in storeSlices(&view) }),
      ("elements", { view in storeElements(&view) }),
    ]
  }

  private func eachIndex(
    _ view: inout MutableArrayView<Element>,
    _ store: (inout MutableArrayView<Element>, [Int], Element) -> Void
  ) -> Bool {
    for (indices, value) in zip(ViewReading<Element>.allIndices(of: shape), values) {
      store(&view, indices, Element(pattern: value))
    }
    return true
  }

  private func storeFlat(_ view: inout MutableArrayView<Element>) -> Bool {
    for (place, value) in values.enumerated() { view[flat: place] = Element(pattern: value) }
    return true
  }

  private func subscripts(_ view: inout MutableArrayView<Element>) -> Bool {
    switch shape.count {
    case 1: eachIndex(&view) { $0[$1[0]] = $2 }
    case 2: eachIndex(&view) { $0[$1[0], $1[1]] = $2 }
    case 3: eachIndex(&view) { $0[$1[0], $1[1], $1[2]] = $2 }
    default: false
    }
  }

  private func storeRows(
    _ view: inout MutableArrayView<Element>, _ values: ArraySlice<UInt128>
  ) -> Bool {
    if view.axes.isEmpty, let value = values.first {
      view[[]] = Element(pattern: value)
      return true
    }
    let (extent, size) = (view.extent(0), values.count / max(view.extent(0), 1))
    for place in 0..<extent {
      var row = view.row(place)
      let start = values.startIndex + place * size
      guard storeRows(&row, values[start..<start + size]) else { return false }
    }
    return true
  }

  /// The even places, and then the odd ones from the last to the first, of the transposed view.
  private func storeSlices(_ view: inout MutableArrayView<Element>) -> Bool {
    guard !shape.isEmpty else { return false }
    let rowSize = values.count / max(shape[0], 1)
    var transposed = view.transposed()
    for isOdd in [false, true] {
      var places = Array(stride(from: isOdd ? 1 : 0, to: shape[0], by: 2))
      if isOdd { places.reverse() }
      let index: AxisIndex =
        isOdd
        ? .slice(from: places.first ?? 0, to: places.isEmpty ? 0 : nil, by: -2) : .slice(by: 2)
      var half = transposed.slice(.ellipsis, index)
      var upright = half.transposed()
      guard upright.extent(0) == places.count else { return false }
      let part = places.flatMap { values[$0 * rowSize..<($0 + 1) * rowSize] }
      guard storeRows(&upright, part[...]) else { return false }
    }
    return true
  }

  private func storeElements(_ view: inout MutableArrayView<Element>) -> Bool {
    guard view.axes.count < 2 else { return false }
    return Element.store(values, toElementsOf: &view)
  }
}
