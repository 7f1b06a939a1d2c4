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
  /// Whose array ``refresh()`` may find under the name.
  let owners: Owners
  private let state: Guarded<State>

  /// What changes in the life of a handle.
  private struct State: Sendable {
    /// Nil once the handle is closed.
    var attachment: Attachment?
    /// The layout that a closed handle had.
    var lastLayout: ArrayLayout?
    var ownership: Ownership?

    mutating func goOn(to new: Attachment) {
      // Another file is another array, which this handle has not made.
      if attachment?.file !== new.file { ownership = nil }
      attachment = new
    }
  }

  init(
    location: ArrayLocation, access: Access, owners: Owners = .own, _ attachment: Attachment,
    ownership: Ownership? = nil
  ) {
    self.location = location
    self.access = access
    self.owners = owners
    state = Guarded(State(attachment: attachment, ownership: ownership))
  }

  deinit {
    // Without an array of its own nothing is left to do, and attaching takes microseconds.
    if state.withLock({ $0.ownership != nil }) { close() }
  }

  /// The array as this handle has it mapped now.
  ///
  /// Whoever needs more than one thing of it takes it once: another thread may refresh the handle.
  ///
  /// - Throws: ``ArrayStoreError`` `.closed`.
  var attachment: Attachment {
    get throws(ArrayStoreError) {
      guard let attachment = state.withLock({ $0.attachment }) else { throw .closed(location) }
      return attachment
    }
  }

  /// Goes on from one attachment to another, unless another thread has done so meanwhile.
  func replace(_ old: Attachment, with new: Attachment) -> Bool {
    state.withLock { state in
      guard state.attachment === old else { return false }
      state.goOn(to: new)
      return true
    }
  }

  /// Goes on to what this handle has just made of the file, unless it has left that file.
  func advance(to new: Attachment) {
    state.withLock { state in
      if state.attachment?.file === new.file { state.goOn(to: new) }
    }
  }

  /// Lets go of the array, now and not when the handle goes.
  ///
  /// Views that are lent already stay valid until their calls return. Only an array of lifetime
  /// ``ArrayLifetime/lastUser`` that this handle owns is removed, when nobody else has it attached.
  /// What is asked of a closed handle is an error; its layout can still be read. Closing again does
  /// nothing.
  public func close() {
    let (attachment, ownership) = state.withLock { state in
      defer { (state.attachment, state.ownership) = (nil, nil) }
      if let attachment = state.attachment { state.lastLayout = attachment.layout }
      return (state.attachment, state.ownership)
    }
    guard let attachment else { return }
    let format = attachment.layout.format
    if let ownership, ownership.entry.lifetime == .lastUser {
      // Its own mark must not keep it; the descriptor lives on as long as a view does.
      try? attachment.file.descriptor.unlock(LockedBytes.inUse(format))
      ownership.scope.settle(ownership)
    }
  }

  /// Who owns the array, as far as this handle owns it.
  var ownership: Ownership? {
    get { state.withLock { $0.ownership } }
    set { state.withLock { $0.ownership = newValue } }
  }

  /// How the elements lie in the file, as far as this handle knows.
  ///
  /// Of an array that others make longer or replace it is what it was when the handle last looked:
  /// see ``isCurrent`` and ``refresh()``.
  public var layout: ArrayLayout {
    state.withLock { state in
      guard let layout = state.attachment?.layout ?? state.lastLayout else {
        fatalError("'\(location)' was closed without its layout")
      }
      return layout
    }
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
