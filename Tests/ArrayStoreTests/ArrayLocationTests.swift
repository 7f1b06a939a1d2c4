import NPYShare
import Testing

@Suite struct ArrayLocationTests {
  @Test(arguments: [
    ("frames", "/dev/shm/frames"), ("shm:frames", "/dev/shm/frames"),
    ("shm://frames", "/dev/shm/frames"), ("./frames", "./frames"), ("a/b.npy", "a/b.npy"),
    ("/data/b.npy", "/data/b.npy"), ("/b.npy", "/b.npy"), ("file:b.npy", "./b.npy"),
    ("file:///data/b.npy", "/data/b.npy"), ("file:/data/b.npy", "/data/b.npy"),
    ("file://b.npy", "./b.npy"), ("a:b", "/dev/shm/a:b"), ("größe", "/dev/shm/größe"),
  ])
  func textMeansAPath(text: String, path: String) throws {
    #expect(try ArrayLocation(text, root: ArrayRoot(path: "/dev/shm")).path == path)
  }

  @Test(arguments: [
    "", "shm:", "shm:a/b", "shm:/a", ".", "..", ".hidden", "shm:.hidden", "a\0b", "shm:a\0b", "/",
    "a/", "a/.", "a/..", "file:", "file:a\0b", String(repeating: "x", count: 256),
    String(repeating: "é", count: 128), "./" + String(repeating: "x", count: 256),
  ])
  func aTextThatIsNoLocationIsRefusedInOneLineThatNamesIt(text: String) throws {
    let error = #expect(throws: ArrayStoreError.self) { try ArrayLocation(text) }
    let line = try #require(error).description
    #expect(line.contains("is not a location"), "\(line)")
    #expect(!line.contains("\n") && !line.contains("\0"))
  }

  @Test func aNameOf255BytesIsALocation() throws {
    let name = String(repeating: "x", count: 255)
    #expect(try ArrayLocation(name, root: ArrayRoot(path: "/r/")).path == "/r/" + name)
  }
}
