import ArrayStore
import CNPYShare
import MappedFiles
import NPYFormat

extension npyshare_facts {
  /// Says where elements are and what they are.
  mutating func describe(
    _ layout: ArrayLayout, data: UnsafeMutableRawPointer?, access: SharedArray.Access,
    keepingTextsIn texts: () -> HandleTexts
  ) {
    unsafe self.data = unsafe data
    unsafe data_bytes = Int64(layout.dataBytes)
    unsafe data_offset = Int64(layout.dataOffset)
    unsafe item_size = Int64(layout.itemSize)
    let text = DescrTexts.text(layout.dtype) ?? texts().text(layout.dtype.descr.repr)
    unsafe descr = unsafe text.start
    unsafe self.access =
      switch access {
      case .readOnly: Int32(NPYSHARE_READ_ONLY)
      case .readWrite: Int32(NPYSHARE_READ_WRITE)
      case .privateCopy: Int32(NPYSHARE_PRIVATE_COPY)
      }
    unsafe is_fortran = layout.isFortranOrder ? 1 : 0
    unsafe is_raw = layout.format == .raw ? 1 : 0
    let extents = layout.shape
    unsafe axis_count = Int32(extents.count)
    unsafe withUnsafeMutableBytes(of: &shape) { shape in
      let shape = unsafe shape.assumingMemoryBound(to: Int64.self)
      for axis in extents.indices { unsafe shape[axis] = Int64(extents[axis]) }
    }
  }
}
