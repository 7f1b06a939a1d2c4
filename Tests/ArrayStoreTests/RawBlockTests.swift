import Foundation
import NPYShare
import TestSupport
import Testing

/// Blocks of Python's `SharedMemory`, which have no header.
@Suite struct RawBlockTests {
  @Test func pythonSeesWhatSwiftStoresAndOurExitRemovesNothing() async throws {
    let python = try RunningProcess(
      RepositoryFiles.python,
      [
        "-c",
        """
        import sys, numpy as np
        from multiprocessing.shared_memory import SharedMemory
        m = SharedMemory(create=True, size=48)
        a = np.ndarray((3, 4), np.float32, m.buf)
        a[:] = np.arange(12).reshape(3, 4)
        print(m.name, flush=True)
        for line in sys.stdin: print(a[1, 2], flush=True)
        del a
        m.close(); m.unlink()
        """,
      ])
    let name = try #require(python.receive())
    let path = "/dev/shm/\(name)"
    let location = try ArrayLocation(file: path)
    do {
      let array = try SharedArray.attachRaw(
        location, shape: [3, 4], dtype: DType(parsing: "float32"), access: .readWrite)
      let sum = try array.withUnleasedView(as: Float.self) { $0.sum() }
      #expect(sum == 66)
      try array.withUnleasedMutableView(as: Float.self) { view in view[1, 2] = 42 }
      python.send("look")
      #expect(python.receive() == "42.0")
    }
    // Another process attaches it here, stores, and ends.
    await #expect(processExitsWith: .success) { [path = path as String] in
      let array = try SharedArray.attachRaw(
        ArrayLocation(file: path), shape: [12], dtype: DType(parsing: "float32"),
        access: .readWrite)
      try array.withUnleasedMutableView(as: Float.self) { view in view[6] += 1 }
    }
    #expect(FileManager.default.fileExists(atPath: path))
    python.send("look")
    #expect(python.receive() == "43.0")
    // Python itself finds its block where it was, and removes it.
    let end = python.wait()
    #expect(end.status == 0, "\(end.errors)")
    #expect(end.errors == "")
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
