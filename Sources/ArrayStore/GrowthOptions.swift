/// How an array is made longer.
///
/// The defaults are the safe choice.
public struct GrowthOptions: Sendable {
  /// Whether room is reserved for the new rows.
  ///
  /// Rows that are copied into the array are written out, so this is for rows of zeros and for
  /// those that are filled in place.
  public var space: CreationOptions.Space = .reserved
  /// Whether to return only when the new rows, and then the header, are on the disk.
  ///
  /// When the last of the two cannot be confirmed the error says so, and the rows are there.
  public var isDurable = false
  /// How long to wait while others make the array longer; without end when it is nil.
  ///
  /// A process that is stopped while it fills new rows in place keeps the others waiting. Threads
  /// that use the same handle are waited for without end.
  public var timeout: Duration?
  /// The order to grow in, where both are still the same, as in an empty array; the one in the
  /// header when it is nil.
  ///
  /// numpy's header for such an array says C order. The first growth decides.
  public var isFortranOrder: Bool?

  /// The defaults: reserved, not durable, waiting for its turn, in the order of the header.
  public init() {}
}
