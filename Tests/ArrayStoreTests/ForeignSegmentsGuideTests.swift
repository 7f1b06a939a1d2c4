import NPYShare
import TestSupport
import Testing

/// The lines of the guide to other programs' segments; its blocks are at work in `RawBlockTests`.
@Suite struct ForeignSegmentsGuideTests {
  @Test func theListOfTheGuideIsPythonsToo() throws {
    let name = SharedMemoryName()
    let settings = try ArrayLocation(file: name.path)
    let list = try ShareableList.create(settings, ["learning rate", 0.01, 3, true, nil])
    try list.replaceItem(at: 1, with: 0.005)
    #expect(try list.values() == ["learning rate", 0.005, 3, true, nil])
    #expect(try list.format(at: 0) == "16s")
    let python = try ShareableListPeer(name.name)
    #expect(python.eval("list(s)") == "['learning rate', 0.005, 3, True, None]")
    #expect(python.eval("s.__setitem__(2, 4)") == "None")
    #expect(try list.item(at: 2) == 4)
    #expect(python.end().status == 0)
  }

  @Test func theLoopsOfTheGuideNameWhatIsThere() throws {
    let directory = try TemporaryDirectory(.shm)
    let root = ArrayRoot(path: directory.path)
    _ = try ShareableList.create(ArrayLocation("psm_1a2b3c4d", root: root), [1])
    var lines: [String] = []
    for entry in try ArrayListing(root: root).entries {
      if case .foreign(let segment) = entry.content {
        lines.append(
          "\(entry.name) \(segment.kind.rawValue) \(segment.creator ?? 0) \(entry.status.size)")
      }
    }
    #expect(lines == ["psm_1a2b3c4d CPython ShareableList 0 41"])
    var options = ForeignSegments.Options()
    options.isDryRun = true
    for entry in try ForeignSegments.collect(in: root, options: options).entries {
      switch entry.outcome {
      case .removed, .unused: lines.append("\(entry.name) \(entry.outcome)")
      case .kept(let reason): lines.append("\(entry.name) stays: \(reason)")
      }
    }
    #expect(lines.count == 2)
    #expect(lines.last?.hasPrefix("psm_1a2b3c4d stays: only ") == true)
    #expect(lines.last?.hasSuffix(" s old, and 60 s are asked for") == true)
  }
}
