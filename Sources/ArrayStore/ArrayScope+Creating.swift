public import ArrayViews
import MappedFiles
public import NPYFormat

extension ArrayScope {
  /// Creates an array of zeros that goes with the scope, under a name that nobody has.
  ///
  /// - Parameters:
  ///   - shape: the extent of each axis, outermost first in C order; empty for a single element.
  ///   - dtype: the type of the elements.
  ///   - options: order, format, reservation, mode; the lifetime is scoped unless it says otherwise.
  /// - Returns: a handle that may read and store; ``SharedArray/location`` has the name.
  /// - Throws: ``ArrayStoreError`` as ``SharedArray/create(_:shape:dtype:lifetime:options:)``.
  public func allocate(
    shape: [Int], dtype: DType, options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    try named { location throws(ArrayStoreError) in
      try SharedArray.create(location, shape: shape, dtype: dtype, options: owned(options))
    }
  }

  /// The same for elements of a Swift type.
  ///
  /// - Throws: ``ArrayStoreError`` as ``allocate(shape:dtype:options:)``.
  public func allocate<Element: ArrayElement>(
    shape: [Int], of type: Element.Type, options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    try allocate(shape: shape, dtype: Element.dtype, options: options)
  }

  /// The same with the dtype, the shape and the order of another array.
  ///
  /// - Throws: ``ArrayStoreError`` as ``allocate(shape:dtype:options:)``.
  public func allocate(
    like other: SharedArray, options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    try named { location throws(ArrayStoreError) in
      try SharedArray.create(location, like: other, options: owned(options))
    }
  }

  /// Copies an array into one that goes with the scope, under a name that nobody has.
  ///
  /// The elements are read as ``SharedArray/export(to:options:progress:)`` reads them.
  ///
  /// - Parameters:
  ///   - other: what to copy.
  ///   - options: format, padding, mode; the lifetime is scoped unless it says otherwise.
  /// - Returns: a handle that may read and store; ``SharedArray/location`` has the name.
  /// - Throws: ``ArrayStoreError`` as ``SharedArray/copy(to:options:)``.
  public func copy(
    _ other: SharedArray, options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    try named { location throws(ArrayStoreError) in
      try other.copy(to: location, options: owned(options))
    }
  }

  /// Creates an array of zeros that goes with the scope.
  ///
  /// - Throws: ``ArrayStoreError`` as ``SharedArray/create(_:shape:dtype:lifetime:options:)``.
  public func create(
    _ name: String, shape: [Int], dtype: DType, options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    try SharedArray.create(
      try ArrayLocation(name, root: root), shape: shape, dtype: dtype, options: owned(options))
  }

  /// The same for elements of a Swift type.
  ///
  /// - Throws: ``ArrayStoreError`` as ``create(_:shape:dtype:options:)``.
  public func create<Element: ArrayElement>(
    _ name: String, shape: [Int], of type: Element.Type,
    options: CreationOptions = CreationOptions()
  ) throws(ArrayStoreError) -> SharedArray {
    try create(name, shape: shape, dtype: Element.dtype, options: options)
  }

  /// The options for an array of this scope.
  private func owned(_ options: CreationOptions) -> CreationOptions {
    var options = options
    if options.lifetime == .persistent { options.lifetime = .scoped }
    options.scope = self
    return options
  }

  /// Creates something under a name that nobody has.
  private func named(
    _ create: (ArrayLocation) throws(ArrayStoreError) -> SharedArray
  ) throws(ArrayStoreError) -> SharedArray {
    while true {
      do throws(ArrayStoreError) {
        return try create(ArrayLocation(generatedIn: root))
      } catch .alreadyExists {
        // One chance in 2^64.
      }
    }
  }
}
