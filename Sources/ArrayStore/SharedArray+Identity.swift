package import MappedFiles

extension SharedArray {
  /// What the kernel says of the attached file now, whatever its name leads to.
  ///
  /// - Throws: ``ArrayStoreError`` `.closed`, `.system`.
  package func fileStatus() throws(ArrayStoreError) -> FileStatus {
    let attachment = try attachment
    do {
      return try attachment.file.descriptor.status()
    } catch {
      throw .system(action: "look at", name: location.description, error)
    }
  }

  /// What tells the attached file from every other one; nil where the file system has no such thing.
  ///
  /// - Throws: ``ArrayStoreError`` `.closed`, `.system`.
  package func fileIdentity() throws(ArrayStoreError) -> FileIdentity? {
    let attachment = try attachment
    do {
      return try attachment.file.descriptor.identity()
    } catch {
      throw .system(action: "look at", name: location.description, error)
    }
  }
}
