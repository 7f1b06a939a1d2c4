public import ArrayViews
import MappedFiles
import NPYFormat

extension SharedArray {
  /// Makes the array longer with zeros; never `np.load(mmap_mode="r+")` it while a grower may run.
  ///
  /// It grows along the outermost axis: the first one in C order, the last one in Fortran order.
  /// No element moves, and a process that is killed meanwhile leaves the array as it was or as it
  /// was to become. Any number of processes may do so; they take turns. Those who have the array
  /// attached keep what they have until they ``refresh()``, and their views stay valid.
  ///
  /// numpy reads the header without a lock and opens the file more than once. With `"r+"` it makes
  /// a file longer that seems too short to it, and it may have read half of a new header.
  ///
  /// Bytes that something else has put behind the elements are cleared.
  ///
  /// It is the file that this handle has attached which grows, even when its name is gone or leads
  /// to another one by now: see ``isCurrent``.
  ///
  /// - Parameters:
  ///   - extent: the new length of the outermost axis.
  ///   - options: room, durability, how long to wait for a turn.
  /// - Throws: ``ArrayStoreError`` `.notWritable`; `.notGrowable` with the reason, also when the
  ///   array is longer than that already; `.noSpace` with the numbers; `.headerLocked` when the
  ///   time for a turn is over or a process is stopped that reads the header; `.system`.
  /// - Complexity: O(new bytes) to reserve them, O(1) when ``CreationOptions/Space/sparse``.
  public func grow(
    to extent: Int, options: GrowthOptions = GrowthOptions()
  ) throws(ArrayStoreError) {
    let attachment = try growableAttachment()
    try attachment.file.withGrowthTurn { () throws(ArrayStoreError) in
      var growth = try begin(
        .extent(extent), options, after: attachment, options.space.demand)
      _ = try finish(&growth)
    }
  }

  /// Appends a copy of whole rows: steps along the outermost axis.
  ///
  /// - Important: As for ``grow(to:options:)``.
  /// - Parameters:
  ///   - rows: the elements in the array's own order, so in C order unless it is Fortran's.
  ///   - options: durability, how long to wait for a turn.
  /// - Returns: the rows' indices along the outermost axis.
  /// - Throws: ``ArrayStoreError`` as ``grow(to:options:)``; `.notWholeRows`; `.elementMismatch`.
  ///   Nothing is appended then.
  /// - Complexity: O(new bytes), and a dozen system calls; amortised over many calls, however long
  ///   the array is.
  @discardableResult
  public func append<Element: PlainElement>(
    copying rows: Span<Element>, options: GrowthOptions = GrowthOptions()
  ) throws(ArrayStoreError) -> Range<Int> {
    let attachment = try growableAttachment()
    let strided = try attachment.layout.strided(of: Element.self, [], location)
    guard strided.holdsUnchanged(Element.self) else {
      throw .elementMismatch(location, found: strided.dtype, asked: Element.dtype)
    }
    return try append(rows, .elements(rows.count), options, after: attachment)
  }

  /// Appends a copy of whole rows: steps along the outermost axis.
  ///
  /// - Throws: as the same call with a span.
  @discardableResult
  public func append<Element: PlainElement>(
    copying rows: [Element], options: GrowthOptions = GrowthOptions()
  ) throws(ArrayStoreError) -> Range<Int> {
    try append(copying: rows.span, options: options)
  }

  /// Appends a copy of whole rows of any dtype, byte for byte.
  ///
  /// - Important: As for ``grow(to:options:)``.
  /// - Returns: the rows' indices along the outermost axis.
  /// - Throws: ``ArrayStoreError`` as ``grow(to:options:)``; `.notWholeRows`.
  @discardableResult
  public func append(
    bytes: Span<UInt8>, options: GrowthOptions = GrowthOptions()
  ) throws(ArrayStoreError) -> Range<Int> {
    let attachment = try growableAttachment()
    return try append(bytes, .bytes(bytes.count), options, after: attachment)
  }

  /// Appends rows that are filled in place, in the array's own memory, before anybody can see them.
  ///
  /// Other growers wait until `fill` returns. When it throws, nothing is appended.
  ///
  /// - Important: As for ``grow(to:options:)``. With ``CreationOptions/Space/sparse`` a full file
  ///   system ends the process with SIGBUS.
  /// - Parameters:
  ///   - count: how many rows: steps along the outermost axis.
  ///   - type: the type of the elements.
  ///   - options: room, durability, how long to wait for a turn.
  ///   - fill: stores the elements of the new rows, which begin as zeros.
  /// - Returns: the rows' indices along the outermost axis.
  /// - Throws: ``ArrayStoreError`` as ``grow(to:options:)``; `.elementMismatch`, `.notViewable`;
  ///   what `fill` throws.
  /// - Precondition: the count is not negative, and `fill` does not make the array longer. Through
  ///   another handle that would wait for ever.
  @discardableResult
  public func append<Element: ArrayElement>(
    rows count: Int, as type: Element.Type = Element.self,
    options: GrowthOptions = GrowthOptions(),
    fill: (inout MutableArrayView<Element>) throws -> Void
  ) throws -> Range<Int> {
    precondition(count >= 0, "\(count) rows cannot be appended")
    let attachment = try growableAttachment()
    _ = try attachment.layout.strided(of: type, [], location)
    return try attachment.file.withGrowthTurn { () throws in
      var growth = try begin(
        .rows(count), options, after: attachment, options.space.demand)
      try growth.withRoom { bytes, strided in
        var view = try MutableArrayView<Element>(bytes, strided)
        try fill(&view)
      }
      return try finish(&growth)
    }
  }
}

extension SharedArray {
  private func append<Element: BitwiseCopyable>(
    _ rows: Span<Element>, _ amount: GrowthAmount, _ options: GrowthOptions,
    after attachment: Attachment
  ) throws(ArrayStoreError) -> Range<Int> {
    try attachment.file.withGrowthTurn { () throws(ArrayStoreError) in
      var growth = try begin(amount, options, after: attachment, .written)
      try growth.write(rows)
      return try finish(&growth)
    }
  }

  /// What this handle has attached, if that can grow at all.
  private func growableAttachment() throws(ArrayStoreError) -> Attachment {
    switch access {
    case .readOnly: throw .notWritable(location)
    case .privateCopy: throw .notGrowable(location, .privateCopy)
    case .readWrite: break
    }
    let attachment = try attachment
    if attachment.layout.format == .raw { throw .notGrowable(location, .raw) }
    return attachment
  }

  /// Begins a turn, with room for the new rows.
  private func begin(
    _ amount: GrowthAmount, _ options: GrowthOptions, after attachment: Attachment,
    _ demand: CreationOptions.Demand
  ) throws(ArrayStoreError) -> Growth {
    // While this thread waited another one may have gone on to a longer state of the file, or to
    // something that the caller has not been checked against.
    let present = try self.attachment
    let isLonger =
      present.file === attachment.file
      && present.layout.header.isGrowth(of: attachment.layout.header)
    return try ArrayRoot.collectingWhenFull(location) { () throws(ArrayStoreError) in
      var growth = try Growth.begin(
        on: isLonger ? present : attachment, access, at: location,
        by: amount, options)
      try growth.makeRoom(demand)
      return growth
    }
  }

  /// Ends a turn: the new rows are part of the array, and this handle knows it.
  private func finish(_ growth: inout Growth) throws(ArrayStoreError) -> Range<Int> {
    try growth.commit()
    advance(to: growth.next)
    try growth.flush()
    return growth.rows
  }
}
