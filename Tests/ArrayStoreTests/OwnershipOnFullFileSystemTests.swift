import TestSupport
import Testing

/// A tmpfs of one megabyte that dead owners have filled.
@Suite struct OwnershipOnFullFileSystemTests {
  @Test(arguments: ["persistent", "scoped", "last-user"])
  func whatDeadOwnersLeftMakesRoomForNewArrays(lifetime: String) throws {
    let child = try SmallFileSystem.run(
      """
      "$OWNER" "$root" "create p persistent 5" "create big scoped 100000" crash
      ls "$root"
      "$OWNER" "$root" "create new \(lifetime) 90000" "attach new" "read new" "attach p"; echo "status $?"
      """)
    let lines = child.output.split(separator: "\n").map(String.init)
    #expect(lines == ["big", "p", "status 0"], "\(child.output) \(child.errors)")
  }

  @Test func aLivingOwnersArraysMakeNoRoom() throws {
    let child = try SmallFileSystem.run(
      """
      "$OWNER" "$root" "create big scoped 100000" "wait-never" ; ls "$root"
      "$OWNER" "$root" "create big scoped 100000" "create new scoped 90000"; echo "status $?"
      ls "$root"
      """)
    let lines = child.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 3, "\(child.output) \(child.errors)")
    #expect(lines[0].contains("not understood"))
    #expect(lines[1].contains("cannot create 'new': needs "), "\(lines[1])")
    #expect(lines[2] == "status 3")
  }

  @Test func aScopeThatCannotBeginForLackOfRoomSaysSo() throws {
    let child = try SmallFileSystem.run(
      """
      head -c 2000000 /dev/zero >"$root/full" 2>/dev/null
      "$OWNER" "$root" "begin x"; echo "status $?"
      """)
    #expect(child.output.contains("cannot begin a scope in '"), "\(child.output)")
    #expect(child.output.contains("needs 4 KiB"), "\(child.output)")
    #expect(child.output.hasSuffix("status 3\n"))
  }
}
