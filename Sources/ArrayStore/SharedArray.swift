public import MappedFiles
public import NPYFormat

/// One process's hold on a shared array.
///
/// The array's bytes are a `.npy` file that other processes, in any language, map at the same time.
/// The handle keeps them mapped as long as it lives; letting go of it, in whatever way the process
/// ends, removes nothing.
///
/// - Important: Another process can store into the array at any time. Views are for those who agree
///   with the others on who stores when.
public final class SharedArray: Sendable {
  /// What the elements may be used for.
  public typealias Access = Mapping.Protection

  /// Where the array was when it was created or attached.
  ///
  /// The name may since be another array's.
  public let location: ArrayLocation
  /// What this handle may do.
  public let access: Access
  /// How the elements lie in the file.
  public let layout: ArrayLayout

  let file: OwnedFile
  let mapping: Mapping

  init(
    location: ArrayLocation, access: Access, layout: ArrayLayout, file: consuming OwnedFile,
    mapping: consuming Mapping
  ) {
    self.location = location
    self.access = access
    self.layout = layout
    self.file = file
    self.mapping = mapping
  }

  /// The type of the elements.
  public var dtype: DType { layout.dtype }
  /// The extent of each axis; empty for a single element.
  public var shape: [Int] { layout.shape }
  /// Whether the first index runs fastest.
  public var isFortranOrder: Bool { layout.isFortranOrder }
  /// The number of elements.
  public var elementCount: Int { layout.elementCount }
}
