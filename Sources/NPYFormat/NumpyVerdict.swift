/// What numpy 2.4 does with a file, with `allow_pickle=False` and the default `max_header_size`.
struct NumpyVerdict: Equatable {
  /// Whether `np.load(path)` succeeds.
  var loads: Bool
  /// Whether `np.load(path, mmap_mode="r")` succeeds.
  var maps: Bool

  /// Neither.
  static let refusal = NumpyVerdict(loads: false, maps: false)

  /// numpy reads no more characters than this unless told that a file is trusted.
  static let maximumCharacters = 10_000

  init(loads: Bool, maps: Bool) {
    self.loads = loads
    self.maps = maps
  }

  /// The verdict on a file of `fileBytes` bytes with a complete header.
  init(_ raw: RawHeader, fileBytes: Int) {
    guard raw.characters <= Self.maximumCharacters, raw.mlName == nil, !raw.dtype.hasObject,
      raw.shape.count <= ElementCount.maximumDimensions
    else {
      self = .refusal
      return
    }
    let available = fileBytes - raw.dataOffset
    let itemSize = raw.dtype.itemSize
    // Elements without bytes need no data; numpy multiplies the shape without looking.
    let hasData =
      itemSize == 0
      || ElementCount.product(raw.shape, times: itemSize).map { $0 <= available } ?? false
    guard case .subarray = raw.dtype else {
      let fits =
        hasData && ElementCount.productIgnoringZeros(raw.shape, times: itemSize) != nil
      loads =
        fits
        && (itemSize > 0
          || ElementCount.isReachable(raw.shape, isFortranOrder: raw.isFortranOrder))
      maps = fits
      return
    }
    let (base, inner) = raw.dtype.flattened
    let whole = raw.shape + inner
    loads = Self.readsSubarrays(of: raw, from: available)
    maps =
      hasData && whole.count <= ElementCount.maximumDimensions
      && ElementCount.productIgnoringZeros(whole, times: base.itemSize) != nil
  }

  /// Whether reading a type that is a sub-array gives as many elements as the shape wants.
  ///
  /// `np.load` reads as many sub-arrays as the shape has elements, or as many as the file has, and
  /// then counts the elements in them. `available` is the number of bytes after the header; nil
  /// if there are enough.
  static func readsSubarrays(of raw: RawHeader, from available: Int? = nil) -> Bool {
    let (base, inner) = raw.dtype.flattened
    guard inner.count < ElementCount.maximumDimensions,
      ElementCount.isReachable(raw.shape, isFortranOrder: raw.isFortranOrder),
      let count = ElementCount.product(raw.shape, times: 1),
      let perItem = ElementCount.product(inner, times: 1),
      ElementCount.productIgnoringZeros(raw.shape, times: base.itemSize) != nil,
      ElementCount.productIgnoringZeros([count] + inner, times: base.itemSize) != nil
    else { return false }
    var items = count
    if let available, raw.dtype.itemSize > 0 {
      items = min(items, max(available, 0) / raw.dtype.itemSize)
    }
    return ElementCount.product([items, perItem], times: 1) == count
  }
}
