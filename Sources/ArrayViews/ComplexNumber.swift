/// Two numbers as numpy stores a complex one: the real part first.
///
/// It has no arithmetic: for that, make the type of a numerics library of the two parts.
@frozen
public struct ComplexNumber<Part: BinaryFloatingPoint & BitwiseCopyable & Sendable>:
  BitwiseCopyable, Hashable, Sendable
{
  /// The real part.
  public var real: Part
  /// The imaginary part.
  public var imaginary: Part

  /// Makes a number of its parts.
  @inlinable
  public init(_ real: Part, _ imaginary: Part = 0) {
    self.real = real
    self.imaginary = imaginary
  }
}
