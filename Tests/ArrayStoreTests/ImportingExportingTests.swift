import Foundation
import NPYShare
import TestSupport
import Testing

@Suite struct ImportingExportingTests {
  /// Every fixture that numpy loads comes back from an import and an export as numpy would save it.
  @Test func whatNumpyLoadsIsTheSameAfterImportAndExport() throws {
    let directory = try TemporaryDirectory(.shm)
    let valid = "\(RepositoryFiles.fixtures)/npy/valid"
    let names = try FileManager.default.contentsOfDirectory(atPath: valid).sorted()
    var pairs: [String] = []
    for name in names where try ArrayInspection(path: "\(valid)/\(name)").format.numpyMaps {
      let location = try ArrayLocation(file: directory.file("shared"))
      var options = CreationOptions()
      options.onConflict = .replace
      try SharedArray.importFile("\(valid)/\(name)", as: location, options: options)
      try SharedArray.attach(location).export(to: directory.file(name))
      pairs += ["\(valid)/\(name)", directory.file(name)]
    }
    #expect(pairs.count > 60)
    let child = try ChildProcess.python(
      """
      import io
      for source, copy in zip(sys.argv[1::2], sys.argv[2::2]):
          a = np.load(source, mmap_mode="r")
          b = io.BytesIO()
          np.lib.format.write_array(b, np.asarray(a), allow_pickle=False)
          head = a.tobytes(order="A")
          saved, copied = b.getvalue(), open(copy, "rb").read()
          # An ml_dtypes spelling and its byte order are kept where numpy forgets them.
          if a.dtype.kind != "V" or a.dtype.names is not None:
              assert saved == copied, (source, saved[:128], copied[:128])
          c = np.load(copy)
          assert c.shape == a.shape and c.tobytes("A") == head, source
      """, pairs)
    #expect(child.status == 0, "\(child.errors)")
  }

  @Test func rawBytesComeInAndGoOut() throws {
    let directory = try TemporaryDirectory(.shm)
    let raw = directory.file("raw.bin")
    let bytes = Data((0..<24).map { UInt8($0) })
    try bytes.write(to: URL(fileURLWithPath: raw))
    let location = try ArrayLocation(file: directory.file("a"))
    #expect(throws: ArrayStoreError.sizeMismatch(raw, unit: "bytes", needed: 20, found: 24)) {
      try SharedArray.importRawFile(raw, shape: [5], dtype: .int32, as: location)
    }
    var options = CreationOptions()
    options.isFortranOrder = true
    try SharedArray.importRawFile(
      raw, shape: [2, 3], dtype: .int32, as: location, options: options)
    let array = try SharedArray.attach(location)
    #expect(array.isFortranOrder)
    try array.withUnleasedView(as: Int32.self) { #expect($0[1, 0] == 0x0706_0504) }
    options.format = .raw
    try array.export(to: directory.file("out.bin"), options: options)
    #expect(try Data(contentsOf: URL(fileURLWithPath: directory.file("out.bin"))) == bytes)
  }

  @Test func progressReachesTheWholeSize() throws {
    let directory = try TemporaryDirectory(.shm)
    let source = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(source, shape: [5 << 20], of: UInt8.self)
    var steps: [Int] = []
    try array.export(to: directory.file("b")) { progress in
      #expect(progress.totalBytes == 5 << 20)
      steps.append(progress.doneBytes)
    }
    #expect(steps.last == 5 << 20 && steps == steps.sorted() && steps.count > 1)
  }

  @Test func anExportDoesNotOverwriteUnlessItIsAskedTo() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), shape: [3], of: UInt8.self)
    let target = directory.file("b")
    try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
    #expect(throws: ArrayStoreError.alreadyExists(try ArrayLocation(file: target))) {
      try array.export(to: target)
    }
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
    var options = CreationOptions()
    options.onConflict = .replace
    try array.export(to: target, options: options)
    #expect(try FileStatus(path: target).size == 131)
  }

  @Test func anArrayCutShortUnderItsMapIsAnErrorOfTheExportAndNoSignal() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    let array = try SharedArray.create(location, shape: [1 << 16], of: UInt8.self)
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: location.path))
    try handle.truncate(atOffset: 1000)
    try handle.close()
    let expected = ArrayStoreError.sourceChanged(
      location.description, needed: 1 << 16, found: 1000 - 128)
    #expect(throws: expected) { try array.export(to: directory.file("b")) }
    #expect(try directory.names() == ["a"])
  }

  @Test func onlyARegularFileIsReplaced() throws {
    let directory = try TemporaryDirectory(.shm)
    let array = try SharedArray.create(
      ArrayLocation(file: directory.file("a")), shape: [3], of: UInt8.self)
    var options = CreationOptions()
    options.onConflict = .replace
    for (name, command) in [
      ("link", "ln -s a link"), ("folder", "mkdir folder"), ("pipe", "mkfifo pipe"),
    ] {
      _ = try ChildProcess.run("/bin/sh", ["-c", command], directory: directory.path)
      let before = try FileStatus(path: directory.file(name))
      #expect(throws: ArrayStoreError.self, "\(name)") {
        try array.export(to: directory.file(name), options: options)
      }
      #expect(try FileStatus(path: directory.file(name)) == before, "\(name)")
    }
    #expect(try directory.names() == ["a", "folder", "link", "pipe"])
  }
}
