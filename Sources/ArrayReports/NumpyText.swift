public import ArrayViews
public import NPYFormat

/// An array as numpy 2.4 prints it: the text of `str(array)`.
///
/// Where numpy has nothing to print, there is text all the same: the count of a `datetime64`
/// without a unit, and an escape such as `\udc00` for half of a surrogate pair, or for a number
/// that is no code point, in an array without axes. An empty sub-array that numpy would print
/// with more than 1000 pairs of brackets in it is printed as `[]`.
///
/// A long double is printed with all of its digits on x86-64; elsewhere Swift has no such type,
/// and it is printed as a `Double`.
public struct NumpyText: Hashable, Sendable, CustomStringConvertible {
  /// The text, whose lines are parted by `\n`.
  public let text: String

  /// The same as ``text``.
  public var description: String { text }

  /// Prints an array.
  ///
  /// - Parameters:
  ///   - shape: The lengths of the axes; empty for a single element.
  ///   - dtype: The type of the elements.
  ///   - options: numpy's print options.
  ///   - element: The element at one index for each axis, which is of type `dtype`. It is called
  ///     once for each element that is shown, in C order.
  /// - Precondition: No length is negative, `options.precision` is from 0 to 2³¹ - 1 and
  ///   `options.edgeItems` at least 1.
  /// - Complexity: O(*n*) in the number of elements that are shown, of which there are
  ///   ``shownElementCount(of:options:)``, and in the length of the text.
  public init(
    shape: [Int], dtype: DType, options: NumpyPrintOptions = .init(),
    element: ([Int]) -> ElementValue
  ) {
    let layout = NumpyTextLayout(shape: shape, options: options)
    if shape.isEmpty {
      text = NumpyScalarText.text(of: element([]), dtype, options)
      return
    }
    guard layout.elementCount > 0 else {
      text = "[]"
      return
    }
    var values: [ElementValue] = []
    layout.forEachShownIndex { values.append(element($0)) }
    let format = NumpyTextFormat(dtype, values, in: .array, options)
    var writer = NumpyTextWriter(layout)
    text = writer.write(values.map(format.text))
  }

  /// How many elements of an array are shown, and thus asked for; `Int.max` if beyond counting.
  ///
  /// A summary shows some at both ends of each axis: an array with a great many short axes shows
  /// a great many elements.
  ///
  /// - Complexity: O(*n*) in the number of axes.
  public static func shownElementCount(
    of shape: [Int], options: NumpyPrintOptions = .init()
  ) -> Int {
    NumpyTextLayout(shape: shape, options: options).shownElementCount
  }
}
