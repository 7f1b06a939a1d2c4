extension NPYHeader {
  /// The size of the header that starts with `prefix`, in bytes: where the elements start.
  ///
  /// Twelve bytes suffice for every version, ten for version 1.0.
  ///
  /// - Throws: `NPYFormatError.notNPY`, `.unsupportedVersion`, `.truncated` if `prefix` is too
  ///   short to tell, `.headerTooLong` beyond `maximumBytes`.
  /// - Complexity: O(1).
  public static func extent(of prefix: Span<UInt8>) throws(NPYFormatError) -> Int {
    let version = try version(of: prefix)
    guard prefix.count >= version.prefixBytes else {
      throw .truncated(needed: version.prefixBytes, available: prefix.count)
    }
    var textBytes = Int(prefix[8]) | Int(prefix[9]) << 8
    if version != .v1 { textBytes |= Int(prefix[10]) << 16 | Int(prefix[11]) << 24 }
    let total = version.prefixBytes + textBytes
    guard total <= maximumBytes else { throw .headerTooLong(bytes: total, limit: maximumBytes) }
    return total
  }

  /// The version in bytes 6 and 7.
  ///
  /// - Throws: `NPYFormatError.notNPY`, `.unsupportedVersion`, `.truncated`.
  static func version(of prefix: Span<UInt8>) throws(NPYFormatError) -> NPYVersion {
    let available = min(prefix.count, magicBytes)
    for index in 0..<available where prefix[index] != magic(at: index) {
      throw .notNPY(found: HeaderReader.copy(prefix, 0..<available))
    }
    guard available > 0 else { throw .notNPY(found: []) }
    guard prefix.count >= magicBytes + 2 else {
      throw .truncated(needed: magicBytes + 2, available: prefix.count)
    }
    let version = NPYVersion(major: prefix[6], minor: prefix[7])
    guard version.isSupported else { throw .unsupportedVersion(version) }
    return version
  }

  /// `\x93NUMPY`: what every `.npy` file starts with.
  static let magicBytes = 6

  /// Whether bytes begin as every `.npy` file does.
  public static func isMagic(_ prefix: Span<UInt8>) -> Bool {
    prefix.count >= magicBytes && (0..<magicBytes).allSatisfy { prefix[$0] == magic(at: $0) }
  }

  /// One byte of the magic.
  static func magic(at index: Int) -> UInt8 {
    switch index {
    case 0: 0x93
    case 1: UInt8(ascii: "N")
    case 2: UInt8(ascii: "U")
    case 3: UInt8(ascii: "M")
    case 4: UInt8(ascii: "P")
    default: UInt8(ascii: "Y")
    }
  }

  /// Reads a complete header; bytes after it are ignored.
  ///
  /// Takes what `np.load` of numpy 2.4 takes, and also headers of more than 10,000 characters and
  /// the spellings of `ml_dtypes`. An array of Python objects has a header, too: ask
  /// `dtype.hasObject`.
  ///
  /// Memory is bounded by the header's size, some forty bytes for each, and nesting by 200
  /// brackets.
  ///
  /// - Parameter bytes: The file from its start; at least `extent(of:)` bytes.
  /// - Throws: `NPYFormatError` with the reason.
  /// - Complexity: O(*n*) in the length of the header.
  public init(parsing bytes: Span<UInt8>) throws(NPYFormatError) {
    let raw = try RawHeader(bytes)
    try self.init(raw, source: bytes)
  }

  /// A header from what its text says.
  ///
  /// - Throws: `NPYFormatError` if there can be no such array.
  init(_ raw: RawHeader, source: Span<UInt8>) throws(NPYFormatError) {
    if let refusal = raw.refusal { throw .badDType(refusal) }
    let dtype = try Self.elementType(of: raw)
    try Self.checkSizes(
      shape: raw.shape, itemSize: dtype.itemSize, dataOffset: raw.dataOffset)
    self.init(
      unchecked: raw.version, dtype: dtype, isFortranOrder: raw.isFortranOrder,
      shape: raw.shape, dataOffset: raw.dataOffset)
    guard raw.style != .canonical else { return }
    if !dtype.isReadBack || (try? encodedText()) == nil {
      let text = raw.version.prefixBytes..<raw.dataOffset
      self.init(
        unchecked: raw.version, dtype: dtype, isFortranOrder: raw.isFortranOrder,
        shape: raw.shape, dataOffset: raw.dataOffset,
        unwritableText: HeaderReader.copy(source, text))
    }
  }

  /// The type of the elements.
  ///
  /// `np.load` reads as many sub-arrays as the shape says and then wants to give them that
  /// shape, which works if there are as many elements as sub-arrays.
  ///
  /// - Throws: `NPYFormatError.badDType` where that fails.
  private static func elementType(of raw: RawHeader) throws(NPYFormatError) -> DType {
    guard case .subarray = raw.dtype else { return raw.dtype }
    guard NumpyVerdict.readsSubarrays(of: raw) else {
      throw .badDType(.topLevelSubarray(ErrorText.abbreviate(raw.dtype.descr)))
    }
    return raw.dtype.flattened.base
  }
}
