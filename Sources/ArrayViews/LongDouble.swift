/// A number of 16 bytes that its writer called `long double`, least significant byte first.
///
/// On x86-64 that is the 80-bit format, on AArch64 IEEE quadruple precision, and a `.npy` header
/// does not say which: it is taken for this machine's.
@frozen
public struct LongDouble: BitwiseCopyable, Hashable, Sendable {
  /// The 64 less significant bits; the whole significand of the 80-bit format.
  public let low: UInt64
  /// The 64 more significant bits, of which the 80-bit format uses 16: sign and exponent.
  public let high: UInt64

  /// Makes a number of its bits.
  @inlinable
  public init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  #if arch(x86_64)
    /// The number.
    public var value: Float80 {
      // Built from its parts: not all patterns of 80 bits are numbers.
      Float80(
        sign: high & 0x8000 == 0 ? .plus : .minus,
        exponentBitPattern: UInt(high & 0x7FFF), significandBitPattern: low)
    }
  #endif
}
