import TestSupport
import Testing

/// A tmpfs of one megabyte that fills while arrays on it grow.
@Suite struct GrowthOnFullFileSystemTests {
  @Test(arguments: ["grow", "append", "fill"])
  func rowsThatDoNotFitAreRefusedWithTheNumbersAndTheirRoomIsGivenBack(command: String) throws {
    let child = try SmallFileSystem.run(
      """
      grow() { "$APPENDER" \(command) "$root/a" $1; echo "status $?"; }
      room() { df --output=used "$root" | tail -1; }
      npyshare create a --shape 4,3 --dtype '<i8' >/dev/null
      grow 25000
      before=$(head -c 600224 "$root/a" | cksum); used=$(room)
      grow 25000
      grow 1000000
      test "$before" = "$(head -c 600224 "$root/a" | cksum)" && echo unchanged
      test "$used" = "$(room)" && echo 'given back'
      grow 10000
      """)
    let lines = child.output.split(separator: "\n").map(String.init)
    try #require(lines.count == 10, "\(child.output) \(child.errors)")
    #expect(lines[0] == "[25004, 3]" && lines[1] == "status 0")
    #expect(
      lines[2].contains("': needs 585 KiB, ") && lines[2].contains("KiB free; "), "\(lines[2])")
    #expect(lines[3] == "status 3")
    #expect(
      lines[4].contains("': needs 22.9 MiB, ") && lines[4].contains("KiB free; "), "\(lines[4])")
    #expect(lines[5] == "status 3")
    #expect(lines[6...] == ["unchanged", "given back", "[35004, 3]", "status 0"])
  }
}
