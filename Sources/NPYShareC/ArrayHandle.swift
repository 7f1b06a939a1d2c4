import ArrayStore
import CNPYShare
import MappedFiles
import NPYFormat

/// An array that is attached, or that is being made.
@safe
final class ArrayHandle: Handle {
  private enum State {
    case attached(SharedArray)
    case new(NewArray)
  }

  let layout: ArrayLayout
  let location: ArrayLocation
  let access: SharedArray.Access
  private let state: Guarded<State>
  /// The first element; nil for none.
  let data: UnsafeMutableRawPointer?
  private let texts = HandleTexts()
  /// What ``isCurrent()`` compares with, once it was asked.
  private let header = Guarded<[UInt8]?>(nil)
  private let status = Guarded<FileStatus?>(nil)

  init(_ array: SharedArray) throws {
    state = Guarded(.attached(array))
    layout = array.layout
    location = array.location
    access = array.access
    unsafe data = unsafe try array.withUnleasedBytes { bytes in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      }
    }
  }

  init(_ array: NewArray) {
    state = Guarded(.new(array))
    layout = array.layout
    location = array.location
    access = .readWrite
    unsafe data = unsafe array.withMutableBytes { bytes in
      var bytes = bytes
      return unsafe bytes.withUnsafeMutableBufferPointer { bytes in
        UnsafeMutableRawPointer(bytes.baseAddress)
      }
    }
  }

  /// The array, which must have its name.
  var array: SharedArray {
    get throws(Failure) {
      guard case .attached(let array) = state.withLock({ $0 }) else {
        throw .invalid("the array '\(location)' was not published yet")
      }
      return array
    }
  }

  /// The header as it was when the array was attached.
  var knownHeader: [UInt8] {
    header.withLock { header in
      let known = header ?? layout.header.encoded
      header = known
      return known
    }
  }

  /// What the kernel said of the attached file.
  func attachedStatus(of array: SharedArray) throws -> FileStatus {
    if let known = status.withLock({ $0 }) { return known }
    let new = try array.fileStatus()
    status.withLock { $0 = new }
    return new
  }

  /// Gives an array that is being made its name.
  func publish() throws {
    guard case .new(let new) = state.withLock({ $0 }), let array = try new.publish() else {
      throw Failure.invalid("the array '\(location)' was published before")
    }
    state.withLock { $0 = .attached(array) }
  }

  /// Tells where the elements are and what they are.
  func describe(_ facts: UnsafeMutablePointer<npyshare_facts>) {
    unsafe facts.pointee.describe(layout, data: data, access: access, keepingTextsIn: texts)
  }

  /// The location as it is written, and its path.
  var names: (location: CText, path: CText) {
    (texts.text(location.description), texts.text(location.path))
  }
}
