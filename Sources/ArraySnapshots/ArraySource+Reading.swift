import ArrayStore
import MappedFiles

extension ArraySource {
  /// Fills a span with elements, or says that the array was cut short.
  ///
  /// - Throws: ``SnapshotError`` `.sourceChanged`, `.array` with `.system`.
  func readAll(
    into bytes: inout MutableSpan<UInt8>, at offset: Int, _ layout: ArrayLayout
  ) throws(SnapshotError) {
    let count: Int
    do {
      count = try read(into: &bytes, at: offset, layout)
    } catch {
      throw .array(.system(action: "read", name: name, error))
    }
    guard count == bytes.count else {
      throw .sourceChanged(name, needed: layout.dataBytes, found: offset + count)
    }
  }
}
