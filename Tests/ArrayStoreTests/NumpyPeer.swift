import TestSupport

/// A numpy process, with nothing but numpy in it, that maps arrays on request.
final class NumpyPeer {
  private let process: RunningProcess

  init() throws {
    let source = """
      import sys, numpy as np
      for line in sys.stdin:
          path, mode = line.rstrip("\\n").split("\\t")
          a = np.load(path, mmap_mode=mode)
          order = "F" if a.flags.f_contiguous and not a.flags.c_contiguous else "C"
          flat = (a.T if order == "F" else a).reshape(-1)
          flat = flat.view(np.uint8) if a.dtype.itemsize else np.empty(0, np.uint8)
          descr = np.lib.format.dtype_to_descr(a.dtype)
          print(descr, a.shape, order, bytes(flat).hex(), sep="\\t", flush=True)
          if mode == "r+":
              np.subtract(255, flat, out=flat)
              a.flush()
              print("inverted", flush=True)
          del a, flat
      """
    process = try RunningProcess(RepositoryFiles.python, ["-c", source])
  }

  /// What numpy sees in a file: descr, shape, order and the bytes of all elements as hexadecimal.
  struct Sight: Equatable {
    let descr: String
    let shape: String
    let order: String
    let bytes: String
  }

  /// Maps a file, tells what numpy sees, and then stores 255 minus each byte into it.
  func lookAndInvert(_ path: String) -> Sight? {
    let sight = ask("\(path)\tr+")
    guard process.receive() == "inverted" else { return nil }
    return sight
  }

  /// Maps a file for reading and tells what numpy sees.
  func look(_ path: String) -> Sight? {
    ask("\(path)\tr")
  }

  /// The bytes of elements as numpy tells them.
  static func hexadecimal(_ elements: [Int64]) -> String {
    elements.map { element in
      let digits = String(UInt64(bitPattern: element).byteSwapped, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }

  /// What numpy said on its way out, when something went wrong.
  func lastWords() -> String {
    process.wait().errors
  }

  private func ask(_ request: String) -> Sight? {
    process.send(request)
    guard let line = process.receive() else { return nil }
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4 else { return nil }
    return Sight(descr: parts[0], shape: parts[1], order: parts[2], bytes: parts[3])
  }
}
