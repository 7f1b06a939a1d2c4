import ArrayStore
import CNPYShare
import MappedFiles
import NPYFormat

/// An array that is attached, or that is being made.
@safe
final class ArrayHandle: Handle {
  /// What changes in the life of a handle.
  private struct State {
    /// Nil as long as the array is being made.
    var array: SharedArray?
    var new: NewArray?
    /// What ``isCurrent()`` compares with, once it was asked.
    var header: [UInt8]?
    var status: FileStatus?
    /// Made when they are needed, which they are of few arrays.
    var texts: HandleTexts?
  }

  let layout: ArrayLayout
  let location: ArrayLocation
  let access: SharedArray.Access
  /// The first element; nil for none.
  let data: UnsafeMutableRawPointer?
  private let state: Guarded<State>

  init(_ array: SharedArray) throws {
    layout = array.layout
    location = array.location
    access = array.access
    unsafe data = unsafe try array.withUnleasedBytes { bytes in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress)
      }
    }
    state = Guarded(State(array: array))
  }

  init(_ array: NewArray) {
    layout = array.layout
    location = array.location
    access = .readWrite
    unsafe data = unsafe array.withMutableBytes { bytes in
      var bytes = bytes
      return unsafe bytes.withUnsafeMutableBufferPointer { bytes in
        UnsafeMutableRawPointer(bytes.baseAddress)
      }
    }
    state = Guarded(State(new: array))
  }

  /// The array, which must have its name.
  var array: SharedArray {
    get throws(Failure) {
      guard let array = state.withLock({ $0.array }) else {
        throw .invalid("the array '\(location)' was not published yet")
      }
      return array
    }
  }

  /// The header as it was when the array was attached.
  var knownHeader: [UInt8] {
    state.withLock { state in
      let known = state.header ?? layout.header.encoded
      state.header = known
      return known
    }
  }

  /// What the kernel said of the attached file.
  func attachedStatus(of array: SharedArray) throws -> FileStatus {
    if let known = state.withLock({ $0.status }) { return known }
    let new = try array.fileStatus()
    state.withLock { $0.status = new }
    return new
  }

  /// Gives an array that is being made its name.
  func publish() throws {
    guard let new = state.withLock({ $0.new }), let array = try new.publish() else {
      throw Failure.invalid("the array '\(location)' was published before")
    }
    state.withLock { state in
      state.array = array
      state.new = nil
    }
  }

  /// Tells where the elements are and what they are.
  func describe(_ facts: UnsafeMutablePointer<npyshare_facts>) {
    unsafe facts.pointee.describe(layout, data: data, access: access, keepingTextsIn: texts)
  }

  /// The location as it is found by, and its path.
  var names: (location: CText, path: CText) {
    // A plain name is one under the standard root, and a scope may have another.
    let isFoundByName = location.backing == .shm && location.directory == ArrayRoot.standard.path
    return (
      texts().text(isFoundByName ? location.name : location.path), texts().text(location.path)
    )
  }

  private func texts() -> HandleTexts {
    state.withLock { state in
      let texts = state.texts ?? HandleTexts()
      state.texts = texts
      return texts
    }
  }
}
