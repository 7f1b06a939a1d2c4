import MappedFiles

/// An array that has just got its name.
struct PublishedArray {
  let layout: ArrayLayout
  let location: ArrayLocation
  let file: ArrayFile
  /// Its memory, mapped before it had its name, so that nothing can fail afterwards.
  let memory: ArrayMapping
  let ownership: Ownership?

  /// A handle of it.
  var handle: SharedArray {
    SharedArray(
      location: location, access: .readWrite, Attachment(layout, file, memory),
      ownership: ownership)
  }
}
