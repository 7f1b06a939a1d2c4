import Glibc

/// Moving single elements from one stride to another, turning their bytes round on the way or not.
///
/// Elements are moved as integers of their size; only those of other sizes take a call each.
struct ElementMoving {
  /// The size of an element, in bytes.
  let itemSize: Int
  let isSwapping: Bool

  /// Moves a run of elements.
  func move(
    _ count: Int, to destination: UnsafeMutableRawPointer, step: Int,
    from source: UnsafeRawPointer, step sourceStep: Int
  ) {
    if !isSwapping, step == itemSize, sourceStep == itemSize {
      unsafe memcpy(destination, source, count * itemSize)
      return
    }
    switch itemSize {
    case 1: unsafe move(UInt8.self, count, destination, step, source, sourceStep)
    case 2: unsafe move(UInt16.self, count, destination, step, source, sourceStep)
    case 4: unsafe move(UInt32.self, count, destination, step, source, sourceStep)
    case 8: unsafe move(UInt64.self, count, destination, step, source, sourceStep)
    case 16: unsafe move(UInt128.self, count, destination, step, source, sourceStep)
    default:
      for index in 0..<count {
        unsafe memcpy(destination + index * step, source + index * sourceStep, itemSize)
      }
    }
  }

  @inline(__always)
  private func move<Item: FixedWidthInteger & BitwiseCopyable>(
    _ type: Item.Type, _ count: Int, _ destination: UnsafeMutableRawPointer, _ step: Int,
    _ source: UnsafeRawPointer, _ sourceStep: Int
  ) {
    for index in 0..<count {
      let item = unsafe source.loadUnaligned(fromByteOffset: index &* sourceStep, as: type)
      unsafe destination.storeBytes(
        of: isSwapping ? item.byteSwapped : item, toByteOffset: index &* step, as: type)
    }
  }

  /// Whether ``moveTile`` can move these elements.
  var hasTiles: Bool { [1, 2, 4, 8, 16].contains(itemSize) }

  /// How many elements a tile has along each side: its rows are some cache lines long.
  var tileSide: Int { itemSize < 4 ? 128 : itemSize == 4 ? 64 : 32 }

  /// Moves a tile whose rows are contiguous in the source and whose columns are in the destination.
  ///
  /// It is gathered in a buffer of its own first: rows a power of two apart would push each other
  /// out of the cache, which the buffer's do not.
  func moveTile(
    rows: Int, columns: Int, to destination: UnsafeMutableRawPointer, columnStep: Int,
    from source: UnsafeRawPointer, rowStep: Int, buffer: UnsafeMutableRawPointer
  ) {
    switch itemSize {
    case 1:
      unsafe moveTile(UInt8.self, rows, columns, destination, columnStep, source, rowStep, buffer)
    case 2:
      unsafe moveTile(UInt16.self, rows, columns, destination, columnStep, source, rowStep, buffer)
    case 4:
      unsafe moveTile(UInt32.self, rows, columns, destination, columnStep, source, rowStep, buffer)
    case 8:
      unsafe moveTile(UInt64.self, rows, columns, destination, columnStep, source, rowStep, buffer)
    default:
      unsafe moveTile(
        UInt128.self, rows, columns, destination, columnStep, source, rowStep, buffer)
    }
  }

  @inline(__always)
  private func moveTile<Item: FixedWidthInteger & BitwiseCopyable>(
    _ type: Item.Type, _ rows: Int, _ columns: Int, _ destination: UnsafeMutableRawPointer,
    _ columnStep: Int, _ source: UnsafeRawPointer, _ rowStep: Int,
    _ buffer: UnsafeMutableRawPointer
  ) {
    let size = MemoryLayout<Item>.size
    // One element more than a tile is wide, so that the buffer's columns meet other cache sets.
    let pitch = (tileSide + 1) * size
    for row in 0..<rows {
      unsafe memcpy(buffer + row &* pitch, source + row &* rowStep, columns &* size)
    }
    for column in 0..<columns {
      let to = unsafe destination + column &* columnStep
      let from = unsafe buffer + column &* size
      for row in 0..<rows {
        let item = unsafe from.loadUnaligned(fromByteOffset: row &* pitch, as: type)
        unsafe to.storeBytes(
          of: isSwapping ? item.byteSwapped : item, toByteOffset: row &* size, as: type)
      }
    }
  }
}
