public import MappedFiles
public import NPYFormat

/// How a new array is made.
///
/// The defaults are the safe choice.
public struct CreationOptions: Sendable {
  /// Whether memory stands behind a new array's elements from the start.
  public enum Space: Sendable {
    /// Room is reserved: a full file system is an error now, and filling the array cannot fail.
    case reserved
    /// Nothing is reserved, and creation takes no time whatever the size.
    ///
    /// - Important: When the file system is full by the time an element is first stored to, the
    ///   process that stores ends with SIGBUS.
    case sparse
  }

  /// Whether the first index runs fastest.
  public var isFortranOrder = false
  /// What stands before the elements.
  public var format: ArrayLayout.Format = .npy
  /// How far the header is padded: as numpy does, or to a page, so that the elements begin at
  /// byte 4096.
  ///
  /// Some readers stop at 266 bytes of header.
  public var padding: HeaderPadding = .numpy
  /// Whether room is reserved.
  ///
  /// Arrays copied from somewhere are always written out.
  public var space: Space = .reserved
  /// The mode of the file, whatever the umask is.
  public var permissions: UInt32 = 0o600
  /// What happens when the name is taken.
  public var onConflict: PendingFile.Conflict = .refuse
  /// Whether to return only when the bytes and the name are on the disk.
  public var isDurable = false
  /// How long the array stays.
  ///
  /// Only names under the root can go by themselves.
  public var lifetime: ArrayLifetime = .persistent
  /// Who owns an array that goes by itself; this process's own scope when it is nil.
  public var scope: ArrayScope?

  /// The defaults: C order, `.npy`, numpy's padding, reserved, mode 0600, a taken name refused, until
  /// it is removed.
  public init() {}

  /// The defaults, with a lifetime.
  public init(lifetime: ArrayLifetime, scope: ArrayScope? = nil) {
    self.lifetime = lifetime
    self.scope = scope
  }

  /// The scope that is to own the array; nil when none is.
  package func owner(of location: ArrayLocation) throws(ArrayStoreError) -> ArrayScope? {
    if lifetime == .persistent { return nil }
    if let scope { return scope }
    let root = ArrayRoot(path: location.directory)
    guard location.backing == .shm else { throw .notUnderRoot(location, .standard) }
    return try .standard(root: root)
  }
}
