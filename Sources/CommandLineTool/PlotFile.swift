import NPYShare
import SystemPackage

/// A picture in a file of its own.
enum PlotFile {
  /// Writes a new PNG file, complete or not at all.
  ///
  /// - Throws: ``ArrayStoreError`` `.alreadyExists`, `.system`.
  static func write(_ plot: Plot, to path: String) throws(ArrayStoreError) {
    let location = try ArrayLocation(file: path)
    let png = plot.png
    do throws(SystemCallError) {
      let pending = try PendingFile(in: location.directory)
      try pending.file.write(elements: png.span, at: 0)
      _ = try pending.publish(as: location.name, permissions: 0o644)
    } catch {
      throw error.errno == .fileExists
        ? .alreadyExists(location) : .system(action: "write", name: path, error)
    }
  }
}
