import ArrayStore
import Glibc
import MappedFiles
import NPYFormat

/// Attaches what was made under a name, or removes it: nobody has asked for a name without an array.
///
/// Its mode may be one that lets nobody store.
func attachNew(
  _ location: ArrayLocation, format: ArrayLayout.Format = .npy,
  _ attach: (ArrayLocation) throws(ArrayStoreError) -> SharedArray
) throws(ArrayStoreError) -> SharedArray {
  do throws(ArrayStoreError) {
    return try attach(location)
  } catch {
    try? SharedArray.remove(location, format: format)
    throw error
  }
}

/// The shape of all elements in a file without a header.
///
/// Who waits, waits for a file and for its bytes: it is made first, and given its size after that.
func wholeShape(
  of location: ArrayLocation, _ dtype: DType, owners: SharedArray.Owners,
  waitingUpTo timeout: Duration
) throws(ArrayStoreError) -> [Int] {
  let deadline = ContinuousClock.now + timeout
  while true {
    let left = deadline - ContinuousClock.now
    let size = (try? FileStatus(path: location.path))?.size
    if let size, size > 0 || timeout == .zero {
      // What it has meanwhile lost is found when it is attached.
      return [dtype.itemSize == 0 ? 0 : size / dtype.itemSize]
    }
    if timeout > .zero, left <= .zero { throw .timedOut(location, after: timeout) }
    if size == nil {
      _ = try SharedArray.attachRaw(
        location, shape: [0], dtype: dtype, owners: owners, waitingUpTo: max(.zero, left))
    } else {
      // No watch of a directory tells that a file has grown.
      usleep(2000)
    }
  }
}
