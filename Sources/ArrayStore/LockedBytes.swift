/// The bytes of an array's file that locks stand for.
///
/// Any program takes part that takes the same locks (`fcntl` with `F_OFD_SETLK`, or `F_SETLK`): they
/// are advisory, and no byte is read or written for them.
///
/// | bytes of a `.npy` | of a raw array | lock |
/// |---|---|---|
/// | 0 | 2^62 + 16 | in use: held shared by every handle |
/// | 1 to 5 | none | the shape lock: ``HeaderLock/shape`` |
/// | 6 to 9 | none | the growth lock: ``HeaderLock/growth`` |
/// | the last one of the header | 2^62 + 17 | the gate where leases wait for their turn |
/// | the elements | the elements | leases; of the whole array, from the first element to infinity (to 2^62 in a raw one) |
enum LockedBytes {
  /// Far behind the end of any file; 2^62 itself is a temporary name's.
  private static let beyond = (1 << 62) + 16

  /// Whether a lock on bytes that reach behind the header may be a lease, and not what stands for an
  /// array without a header.
  static func isLease(_ bytes: ClosedRange<Int>) -> Bool {
    bytes.lowerBound < 1 << 62
  }

  /// What every handle holds a shared lock on.
  static func inUse(_ format: ArrayLayout.Format) -> Range<Int> {
    format == .npy ? 0..<1 : beyond..<beyond + 1
  }

  /// What an exclusive lease that has to wait holds, so that no new reader overtakes it.
  static func gate(_ layout: ArrayLayout) -> Range<Int> {
    layout.format == .npy
      ? layout.dataOffset - 1..<layout.dataOffset : beyond + 1..<beyond + 2
  }

  /// The lease of a whole array, however long it is or becomes.
  static func wholeLease(_ layout: ArrayLayout) -> Range<Int> {
    layout.dataOffset..<(layout.format == .npy ? .max : 1 << 62)
  }
}
