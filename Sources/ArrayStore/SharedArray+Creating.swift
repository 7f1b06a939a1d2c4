public import ArrayViews
import MappedFiles
public import NPYFormat

extension SharedArray {
  /// Creates an array of zeros, or refuses a name that is taken.
  ///
  /// The name appears complete or never: a process killed at any instant leaves nothing behind.
  ///
  /// - Parameters:
  ///   - location: its name or file.
  ///   - shape: the extent of each axis, outermost first in C order; empty for a single element.
  ///   - dtype: the type of the elements.
  ///   - lifetime: how long it stays, if the options do not say it.
  ///   - options: order, format, reservation, mode, lifetime and owner.
  /// - Returns: a handle that may read and store.
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`; `.noSpace` with the numbers when there is no
  ///   room; `.invalidLayout` for a shape that overflows; `.objectElements`; `.noDirectory`.
  /// - Complexity: O(bytes) to reserve them, O(1) when ``CreationOptions/Space/sparse``.
  public static func create(
    _ location: ArrayLocation, shape: [Int], dtype: DType, lifetime: ArrayLifetime? = nil,
    options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    var options = options
    if let lifetime { options.lifetime = lifetime }
    let layout = try newLayout(location, shape: shape, dtype, options)
    return try make(layout, at: location, options, options.space.demand) {
      array throws(SystemCallError) in
      try array.makeRoom()
      try array.writeHeader()
    }
  }

  /// Creates an array of zeros of a Swift type.
  ///
  /// - Throws: as ``create(_:shape:dtype:lifetime:options:)``.
  public static func create<Element: ArrayElement>(
    _ location: ArrayLocation, shape: [Int], of type: Element.Type,
    lifetime: ArrayLifetime? = nil, options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    try create(
      location, shape: shape, dtype: Element.dtype, lifetime: lifetime, options: options)
  }

  /// Creates an array and fills it before anybody can see it.
  ///
  /// - Parameters:
  ///   - location: its name or file.
  ///   - shape: the extent of each axis.
  ///   - type: the type of the elements.
  ///   - options: order, format, reservation, mode.
  ///   - fill: stores the elements, which begin as zeros. When it throws, no array is made.
  /// - Returns: the new array, attached for reading and storing.
  /// - Throws: ``ArrayStoreError`` as ``create(_:shape:dtype:lifetime:options:)``, and what `fill` throws.
  public static func create<Element: ArrayElement>(
    _ location: ArrayLocation, shape: [Int], of type: Element.Type,
    options: CreationOptions = CreationOptions(),
    fill: (inout MutableArrayView<Element>) throws -> Void
  ) throws -> SharedArray {
    let layout = try newLayout(location, shape: shape, Element.dtype, options)
    var fillError: (any Error)?
    do {
      let array = try roomyArray(layout, at: location, options)
      try array.writeHeader()
      let mapping = try array.map()
      do {
        try mapping.withMutableBytes(layout.dataRange) { bytes in
          var view = try MutableArrayView<Element>(bytes, layout.strided)
          try fill(&view)
        }
      } catch {
        fillError = error
        throw error
      }
      return try array.publish(mapping).handle
    } catch  where fillError == nil {
      throw ArrayStoreError(making: "create", location, needed: layout.fileBytes, error)
    }
  }

  /// Creates an array that holds a copy of these elements.
  ///
  /// - Parameters:
  ///   - location: its name or file.
  ///   - elements: in the array's own order, so in C order unless the options say Fortran.
  ///   - shape: the extent of each axis; all in one dimension when it is not given.
  ///   - options: order, format, mode. The elements are written out, so room is always there.
  /// - Returns: the new array, attached for reading and storing.
  /// - Throws: ``ArrayStoreError`` as ``create(_:shape:dtype:lifetime:options:)``, and `.sizeMismatch` when
  ///   the shape asks for another number of elements.
  public static func create<Element: PlainElement>(
    _ location: ArrayLocation, copying elements: [Element], shape: [Int]? = nil,
    options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    let shape = shape ?? [elements.count]
    let layout = try newLayout(location, shape: shape, Element.dtype, options)
    guard layout.elementCount == elements.count else {
      throw .sizeMismatch(
        location.description, unit: "elements", needed: layout.elementCount, found: elements.count)
    }
    return try make(layout, at: location, options, .written) { array throws(SystemCallError) in
      try array.writeHeader()
      try array.pending.file.write(elements: elements.span, at: layout.dataOffset)
    }
  }

  /// Creates an array of zeros with the dtype, the shape and the order of another one.
  ///
  /// - Throws: as ``create(_:shape:dtype:lifetime:options:)``.
  public static func create(
    _ location: ArrayLocation, like other: SharedArray,
    options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    let layout = other.layout
    var options = options
    options.isFortranOrder = layout.isFortranOrder
    return try create(location, shape: layout.shape, dtype: layout.dtype, options: options)
  }

  /// Begins an array, with room for its elements.
  static func roomyArray(
    _ layout: ArrayLayout, at location: ArrayLocation, _ options: CreationOptions
  ) throws(ArrayStoreError) -> UnpublishedArray {
    try ArrayRoot.collectingWhenFull(location) { () throws(ArrayStoreError) in
      try options.check(location, "create", needed: layout.fileBytes, options.space.demand)
      do throws(SystemCallError) {
        let array = try UnpublishedArray(layout, at: location, options)
        try array.makeRoom()
        return array
      } catch {
        throw ArrayStoreError(making: "create", location, needed: layout.fileBytes, error)
      }
    }
  }

  private static func make(
    _ layout: ArrayLayout, at location: ArrayLocation, _ options: CreationOptions,
    _ demand: CreationOptions.Demand,
    fill: (borrowing UnpublishedArray) throws(SystemCallError) -> Void
  ) throws(ArrayStoreError) -> SharedArray {
    try ArrayRoot.collectingWhenFull(location) { () throws(ArrayStoreError) in
      let needed = layout.fileBytes
      let isCheckedLate = options.isCheckedLate(needed)
      if !isCheckedLate { try options.check(location, "create", needed: needed, demand) }
      do {
        let array = try UnpublishedArray(layout, at: location, options)
        try fill(array)
        let mapping = try array.map()
        return try array.publish(mapping).handle
      } catch {
        // A name that is taken, and by what, is said rather than what else was in the way.
        if isCheckedLate { try options.check(location, "create", needed: needed, demand) }
        throw ArrayStoreError(making: "create", location, needed: needed, error)
      }
    }
  }
}
