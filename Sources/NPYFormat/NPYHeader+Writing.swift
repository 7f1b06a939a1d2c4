extension NPYHeader {
  /// The header that numpy itself writes for an array.
  ///
  /// The version is 1.0 if the text is latin-1 and short enough, else 2.0 if it is latin-1, else
  /// 3.0. The text is followed by room for the outermost axis to grow.
  ///
  /// - Parameters:
  ///   - dtype: The type of the elements. Not a sub-array, and without Python objects.
  ///   - shape: The lengths of the axes, at most 64; empty for a single element.
  ///   - isFortranOrder: Whether the first axis varies fastest. Where that makes no difference
  ///     (at most one axis is longer than 1, or one is empty) the header says `False`, as
  ///     numpy's does.
  ///   - padding: How far the header is padded.
  /// - Throws: `NPYFormatError`: `.badDType`, `.objectDType`, a bad shape, `.tooLarge`,
  ///   `.textTooLong` if the text does not fit a page, `.headerTooLong` beyond `maximumBytes`.
  /// - Complexity: O(*n*) in the length of the text.
  public init(
    dtype: DType, shape: [Int], isFortranOrder: Bool = false, padding: HeaderPadding = .numpy
  ) throws(NPYFormatError) {
    let dtype = try Self.writable(dtype)
    let isFortranOrder = isFortranOrder && Self.isOrderVisible(in: shape)
    try Self.checkSizes(shape: shape, itemSize: dtype.itemSize, dataOffset: 0)
    guard
      dtype.itemSize > 0 || ElementCount.isReachable(shape, isFortranOrder: isFortranOrder)
    else { throw .tooLarge(shape: shape, itemSize: 0) }
    let room = HeaderText.growthRoom(isFortranOrder: isFortranOrder, shape: shape)
    let layout: (version: NPYVersion, dataOffset: Int)
    if let text = CanonicalHeader.text(dtype, isFortranOrder: isFortranOrder, shape: shape) {
      layout = try Self.layout(
        latin1Bytes: text.count, utf8Bytes: text.count, growthRoom: room, padding: padding)
    } else {
      let text = HeaderText.dictionary(
        dtype: dtype, isFortranOrder: isFortranOrder, shape: shape)
      layout = try Self.layout(
        latin1Bytes: TextEncoding.latin1.encode(text)?.count, utf8Bytes: text.utf8.count,
        growthRoom: room, padding: padding)
    }
    try Self.checkSizes(
      shape: shape, itemSize: dtype.itemSize, dataOffset: layout.dataOffset)
    self.init(
      unchecked: layout.version, dtype: dtype, isFortranOrder: isFortranOrder, shape: shape,
      dataOffset: layout.dataOffset)
  }

  /// The header's bytes: magic, version, length, text, blanks, line feed; `dataOffset` of them.
  ///
  /// The text is numpy's own. A header that was read, and whose text numpy's does not fit, keeps
  /// the text that it had.
  ///
  /// - Complexity: O(*n*) in `dataOffset`.
  public var encoded: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(dataOffset)
    for index in 0..<Self.magicBytes { bytes.append(Self.magic(at: index)) }
    bytes.append(version.major)
    bytes.append(version.minor)
    let textBytes = dataOffset - version.prefixBytes
    for shift in 0..<(version.prefixBytes - 8) {
      bytes.append(UInt8(truncatingIfNeeded: textBytes >> (8 * shift)))
    }
    let text = unwritableText ?? (try? encodedText()) ?? []
    bytes += text
    if text.count < textBytes {
      bytes.append(contentsOf: repeatElement(Ascii.space, count: textBytes - text.count - 1))
      bytes.append(Ascii.lineFeed)
    }
    return bytes
  }

  /// numpy's text in this version's encoding, without padding.
  ///
  /// - Throws: `NPYFormatError.unencodable`, or `.textTooLong` if no room is left for the line
  ///   feed.
  func encodedText() throws(NPYFormatError) -> [UInt8] {
    let room = dataOffset - version.prefixBytes - 1
    let plain = CanonicalHeader.text(dtype, isFortranOrder: isFortranOrder, shape: shape)
    guard let bytes = plain ?? version.encoding.encode(dictionary) else {
      throw .unencodable(version)
    }
    guard bytes.count <= room else { throw .textTooLong(bytes: bytes.count, limit: room) }
    return bytes
  }

  private var dictionary: String {
    HeaderText.dictionary(dtype: dtype, isFortranOrder: isFortranOrder, shape: shape)
  }

  private static func writable(_ dtype: DType) throws(NPYFormatError) -> DType {
    if dtype.hasObject { throw .objectDType }
    if case .subarray = dtype {
      throw .badDType(.topLevelSubarray(ErrorText.abbreviate(dtype.descr)))
    }
    do {
      return try dtype.validated()
    } catch {
      throw .badDType(error)
    }
  }

  /// The version and the size of a header, in bytes, for a text of so many bytes; nil for one that
  /// latin-1 cannot say.
  private static func layout(
    latin1Bytes: Int?, utf8Bytes: Int, growthRoom: Int, padding: HeaderPadding
  ) throws(NPYFormatError) -> (version: NPYVersion, dataOffset: Int) {
    for version in [NPYVersion.v1, .v2, .v3] {
      let encodedBytes = version == .v3 ? utf8Bytes : latin1Bytes
      guard let encodedBytes else { continue }
      let dataOffset: Int
      switch padding {
      case .page:
        dataOffset = HeaderPadding.pageBytes
        let limit = dataOffset - version.prefixBytes - 1
        guard encodedBytes <= limit else {
          throw .textTooLong(bytes: encodedBytes, limit: limit)
        }
      case .numpy:
        // The line feed counts; a text that ends on the boundary is padded by a whole 64.
        let unpadded = version.prefixBytes + encodedBytes + growthRoom + 1
        dataOffset = unpadded + 64 - unpadded % 64
      }
      guard dataOffset - version.prefixBytes <= version.maximumTextBytes else { continue }
      guard dataOffset <= maximumBytes else {
        throw .headerTooLong(bytes: dataOffset, limit: maximumBytes)
      }
      return (version, dataOffset)
    }
    throw .headerTooLong(bytes: utf8Bytes, limit: maximumBytes)
  }
}
