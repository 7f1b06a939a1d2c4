import MappedFiles

/// What another program left in the root, as far as its name and its bytes tell.
///
/// Nothing here is certain: anybody can give a file any name.
public struct ForeignSegment: Hashable, Sendable {
  /// Who makes segments like it.
  public enum Kind: String, Sendable, CaseIterable {
    /// `psm_`: a block of Python's `multiprocessing.shared_memory`, or of its backport.
    case cpythonSharedMemory = "CPython SharedMemory"
    /// Such a block, of whatever name, whose bytes are a `ShareableList`.
    case shareableList = "CPython ShareableList"
    /// `pym-`: the memory of `multiprocessing.Array` and `Value`, nameless but for an instant.
    case multiprocessingHeap = "multiprocessing heap"
    /// `pymp-`: a directory of Python's `multiprocessing`, where `TMPDIR` is the root.
    case multiprocessingFolder = "multiprocessing folder"
    /// `torch_`: a storage that PyTorch shares by the strategy `file_system`.
    case torch = "PyTorch storage"
    /// `sem.`: a named POSIX semaphore of glibc, such as those of `multiprocessing` and loky.
    case semaphore = "POSIX semaphore"
    /// An array of the package SharedArray, by the trailer at its end.
    case sharedArray = "SharedArray"
    /// `joblib_memmapping_folder_`: the directory where joblib puts arrays for its workers.
    case joblibFolder = "joblib folder"
    /// `iox2_`: a segment of iceoryx2, by the name that its default configuration gives.
    case iceoryx2 = "iceoryx2 segment"
    /// None of these.
    case unknown = "not a .npy file"
  }

  /// Who makes segments like it.
  public let kind: Kind
  /// The process id in its name: its creator's once, by now perhaps another process's.
  public let creator: Int32?
  /// Whether its name is one that its maker makes up for what is to go with its processes.
  ///
  /// Other segments may be meant to stay when nobody uses them: arrays of SharedArray, for example,
  /// and whatever a person named.
  public let isTemporary: Bool
  /// How the elements lie in an array of SharedArray; ready for ``SharedArray/attachRaw(_:shape:dtype:isFortranOrder:access:owners:waitingUpTo:)``.
  ///
  /// Nil when its trailer makes no sense.
  public private(set) var layout: ArrayLayout?
  /// The number of items of a ``ShareableList``.
  public private(set) var itemCount: Int?

  /// Tells what a file is that is no `.npy` image.
  init(name: String, path: String, size: Int) {
    let known = Name(file: name)
    creator = known?.creator
    isTemporary = known?.isTemporary ?? false
    guard known == nil || known?.kind == .cpythonSharedMemory else {
      kind = known?.kind ?? .unknown
      return
    }
    guard let file = try? OwnedFile(opening: path) else {
      kind = known?.kind ?? .unknown
      return
    }
    if let trailer = SharedArrayTrailer(of: file, bytes: size) {
      kind = .sharedArray
      layout = trailer.layout
    } else if let count = ShareableList.itemCount(of: file, bytes: size) {
      kind = .shareableList
      itemCount = count
    } else {
      kind = known?.kind ?? .unknown
    }
  }

  /// Tells what a directory is; nil for one that nothing is known of.
  init?(directory name: String) {
    guard let known = Name(directory: name) else { return nil }
    kind = known.kind
    creator = known.creator
    isTemporary = false
  }
}

extension ShareableList {
  /// How many items a file holds that is exactly a list, and is none by chance; nil for others.
  ///
  /// Three numbers agree with the length to the byte, and the first item is one. An empty list cannot
  /// be told from zeros.
  static func itemCount(of file: borrowing OwnedFile, bytes: Int) -> Int? {
    guard let layout = try? ShareableListLayout(of: file, bytes: bytes, name: ""),
      layout.count > 0, layout.fileBytes == bytes,
      let format = try? file.listBytes(
        layout.formatsStart..<layout.formatsStart + 8, name: ""),
      ShareableListFormat(format) != nil
    else { return nil }
    return layout.count
  }
}
