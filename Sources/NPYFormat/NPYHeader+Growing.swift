extension NPYHeader {
  /// The axis along which an array grows at the end of its file: the first one in C order, the last
  /// one in Fortran order; nil for a single element.
  public var outermostAxis: Int? {
    isFortranOrder ? shape.indices.last : shape.indices.first
  }

  /// The header that takes this one's place when more elements follow along the outermost axis.
  ///
  /// The version, the size of the header, the type and the order stay, and so does the place of
  /// each element. The text is numpy's own, in the room that numpy leaves for it; a header without
  /// that room has to be written anew, elements and all.
  ///
  /// Where both orders are the same, numpy's headers say C order, also of an array that is meant to
  /// grow in Fortran order, such as an empty one. A header that says Fortran order keeps saying it.
  ///
  /// - Parameters:
  ///   - extent: the new length of the outermost axis.
  ///   - isFortranOrder: the order to grow in, where both are still the same; the header's own when
  ///     it is not given.
  /// - Returns: the header, of as many bytes as this one.
  /// - Throws: `HeaderGrowthError`: `.noRoom` when the text does not fit, `.textKept` for a header
  ///   whose text numpy would not write or read back, `.impossible` when the size overflows.
  /// - Complexity: O(*n*) in `dataOffset`.
  public func grown(
    to extent: Int, isFortranOrder: Bool? = nil
  ) throws(HeaderGrowthError) -> NPYHeader {
    // One axis is the outermost one in either order.
    let order = shape.count > 1 ? isFortranOrder ?? self.isFortranOrder : self.isFortranOrder
    guard order == self.isFortranOrder || !Self.isOrderVisible(in: shape) else {
      throw .orderDecided(isFortranOrder: self.isFortranOrder)
    }
    var shape = shape
    guard let axis = order ? shape.indices.last : shape.indices.first else { throw .noAxis }
    guard extent >= shape[axis] else { throw .wouldShrink(from: shape[axis], to: extent) }
    guard unwritableText == nil else { throw .textKept }
    shape[axis] = extent
    let header = NPYHeader(
      unchecked: version, dtype: dtype, isFortranOrder: order, shape: shape,
      dataOffset: dataOffset)
    do {
      try header.checkSizes()
      _ = try header.encodedText()
    } catch .textTooLong(let bytes, let limit) {
      throw .noRoom(textBytes: bytes, limit: limit)
    } catch {
      throw .impossible(error)
    }
    guard (try? NPYHeader(parsing: header.encoded.span)) == header else { throw .textKept }
    return header
  }

  /// Checks what a header that is written promises.
  private func checkSizes() throws(NPYFormatError) {
    if dtype.hasObject { throw .objectDType }
    try Self.checkSizes(shape: shape, itemSize: itemSize, dataOffset: dataOffset)
    guard itemSize > 0 || ElementCount.isReachable(shape, isFortranOrder: isFortranOrder) else {
      throw .tooLarge(shape: shape, itemSize: 0)
    }
  }

  /// Whether this header describes the array that `other` describes, with as many elements along
  /// the outermost axis or more, and each of the others in its place.
  public func isGrowth(of other: NPYHeader) -> Bool {
    guard version == other.version, dtype == other.dtype, dataOffset == other.dataOffset,
      shape.count == other.shape.count,
      isFortranOrder == other.isFortranOrder || !Self.isOrderVisible(in: other.shape)
    else { return false }
    return shape.indices.allSatisfy { axis in
      axis == outermostAxis ? shape[axis] >= other.shape[axis] : shape[axis] == other.shape[axis]
    }
  }
}
