import MappedFiles
import NPYFormat

/// A file to inspect, from a word that may be an array's name or a path.
public struct InspectionTarget: Hashable, Sendable {
  /// The file or directory to look at.
  public let path: String
  /// Another one that the same word could mean: the file of that name in the working directory.
  public let alternative: String?

  /// Finds out what a word means.
  ///
  /// Text with a slash and `file:PATH` is a path, `shm:NAME` an array under the root. A plain word is
  /// the array of that name if there is one, otherwise the file.
  ///
  /// - Throws: ``ArrayStoreError`` `.invalidLocation`; `.notFound` for a plain word that is neither.
  public init(_ text: String, root: ArrayRoot = .standard) throws(ArrayStoreError) {
    let isPlain = !text.hasPrefix("shm:") && !text.hasPrefix("file:")
    if isPlain, text.utf8.contains(UInt8(ascii: "/")) {
      self.init(path: text)
      return
    }
    guard isPlain else {
      self.init(path: try ArrayLocation(text, root: root).path)
      return
    }
    // A word that cannot be a name (it begins with a dot) can still be a file.
    let array = (try? ArrayLocation(text, root: root))?.path
    switch (array.map(Self.exists) ?? false, Self.exists(text)) {
    case (true, let hasFile):
      self.init(path: array ?? text, alternative: hasFile ? text : nil)
    case (false, true):
      self.init(path: text)
    case (false, false): throw .notFound(text)
    }
  }

  /// A path that can mean nothing else.
  public init(path: String) {
    self.init(path: path, alternative: nil)
  }

  private init(path: String, alternative: String?) {
    self.path = path
    self.alternative = alternative
  }

  /// The `.npy` and `.npz` files to inspect for this target: itself, or for a directory those in it,
  /// by name.
  ///
  /// In a directory a file counts that is named so or begins as a `.npy` file does.
  ///
  /// - Parameter includingSnapshots: whether files named `.npy.zst` count, too.
  /// - Returns: the files' paths, and how many names of a directory are left out since they are not
  ///   UTF-8.
  /// - Throws: ``ArrayStoreError`` `.notFound`, `.system`.
  public func files(
    includingSnapshots: Bool = false
  ) throws(ArrayStoreError) -> (paths: [String], undecodableCount: Int) {
    do throws(SystemCallError) {
      guard try FileStatus(path: path, links: .followed).kind == .directory else {
        return ([path], 0)
      }
      let directory = path.hasSuffix("/") ? String(path.dropLast()) : path
      let names = try DirectoryNames(of: path)
      let paths = names.names.filter { !$0.hasPrefix(".") }.sorted().map { "\(directory)/\($0)" }
      let chosen = paths.filter {
        Self.isArrayFile($0, includingSnapshots: includingSnapshots)
      }
      return (chosen, names.undecodableCount)
    } catch {
      throw ArrayStoreError("inspect", path: path, error)
    }
  }

  private static func exists(_ path: String) -> Bool {
    (try? FileStatus(path: path, links: .followed)) != nil
  }

  private static func isArrayFile(_ path: String, includingSnapshots: Bool) -> Bool {
    // Opening a FIFO or a device is something that others notice.
    guard (try? FileStatus(path: path, links: .followed))?.kind == .regularFile else {
      return false
    }
    if path.hasSuffix(".npy") || path.hasSuffix(".npz") { return true }
    if path.hasSuffix(".npy.zst") { return includingSnapshots }
    return (try? ArrayInspection(path: path))?.format.version != nil
  }
}
