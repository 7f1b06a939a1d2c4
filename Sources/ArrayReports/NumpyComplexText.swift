import ArrayViews

/// How the complex numbers of one array, or of one field, are printed.
struct NumpyComplexText<
  Part: BinaryFloatingPoint & BitwiseCopyable & CustomStringConvertible & Sendable
> {
  private let real: NumpyFloatText<Part>
  private let imaginary: NumpyFloatText<Part>

  init(_ numbers: [ComplexNumber<Part>], _ options: NumpyPrintOptions) {
    real = NumpyFloatText(numbers.map(\.real), options)
    imaginary = NumpyFloatText(numbers.map(\.imaginary), signsPositive: true, options)
  }

  /// The text of one of the numbers, as wide as all of them.
  func text(of number: ComplexNumber<Part>) -> String {
    // The `j` comes right after the digits, before the blanks that align them.
    let text = imaginary.text(of: number.imaginary)
    let blanks = text.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return real.text(of: number.real) + text.dropLast(blanks) + "j"
      + String(repeating: " ", count: blanks)
  }
}
