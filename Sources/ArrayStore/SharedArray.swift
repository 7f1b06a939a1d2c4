public import MappedFiles
public import NPYFormat
import Synchronization

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
  private let state: Mutex<Attachment>

  init(
    location: ArrayLocation, access: Access, owners: Owners = .own, _ attachment: Attachment
  ) {
    self.location = location
    self.access = access
    self.owners = owners
    state = Mutex(attachment)
  }

  /// The array as this handle has it mapped now.
  ///
  /// Whoever needs more than one thing of it takes it once: another thread may refresh the handle.
  var attachment: Attachment { state.withLock { $0 } }

  /// Goes on from one attachment to another, unless another thread has done so meanwhile.
  func replace(_ old: Attachment, with new: Attachment) -> Bool {
    state.withLock { attachment in
      guard attachment === old else { return false }
      attachment = new
      return true
    }
  }

  /// Goes on to what this handle has just made of the file, unless it has left that file.
  func advance(to new: Attachment) {
    state.withLock { attachment in
      if attachment.file === new.file { attachment = new }
    }
  }

  /// How the elements lie in the file, as far as this handle knows.
  ///
  /// Of an array that others make longer or replace it is what it was when the handle last looked:
  /// see ``isCurrent`` and ``refresh()``.
  public var layout: ArrayLayout { attachment.layout }
  /// The type of the elements.
  public var dtype: DType { layout.dtype }
  /// The extent of each axis; empty for a single element.
  public var shape: [Int] { layout.shape }
  /// Whether the first index runs fastest.
  public var isFortranOrder: Bool { layout.isFortranOrder }
  /// The number of elements.
  public var elementCount: Int { layout.elementCount }
}
