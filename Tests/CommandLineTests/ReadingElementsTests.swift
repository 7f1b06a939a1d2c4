import Foundation
import TestSupport
import Testing

/// Commands that read elements: `inspect --stats`, `inspect --slice` and `diff`.
@Suite struct ReadingElementsTests {
  /// The root and the working directory of the commands.
  private let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory(.shm)
    let made = try ChildProcess.python(
      """
      import os; os.chdir(sys.argv[1])
      a = np.arange(1000, dtype="f4").reshape(10, 100)
      np.save("a", a); np.save("f", np.asfortranarray(a)); b = a.copy()
      b[0, 17] += 0.5; b[4, 2] += 7; b[9, 99] = np.nan; np.save("b", b)
      np.savez("many", a=a); os.symlink("a.npy", "link.npy")
      """, [directory.path])
    guard made.status == 0 else { throw CommandFailed(arguments: ["numpy"], child: made) }
  }

  private func npyshare(_ arguments: String...) throws -> ChildProcess {
    try ChildProcess.npyshare(arguments, directory: directory.path)
  }

  @Test func aDifferenceSaysWhereItIsFirstAndMost() throws {
    let child = try npyshare("diff", "./a.npy", "./b.npy")
    #expect(child.status == 1, "\(child.errors)")
    #expect(
      child.output
        == "3 of 1,000 elements differ; first at [0, 17]: 17.0 and 17.5; most at [4, 2]: 402.0 and 409.0 (by 7.0); 1 NaN on one side only\n"
    )
  }

  @Test func aToleranceAndAnotherOrderMakeNoDifference() throws {
    #expect(try npyshare("diff", "./a.npy", "./f.npy").output == "equal\n")
    #expect(try npyshare("diff", "./b.npy", "./b.npy").status == 1)
    #expect(try npyshare("diff", "./b.npy", "./b.npy", "--equal-nan").status == 0)
    let near = try npyshare("diff", "./a.npy", "./b.npy", "--atol", "8")
    #expect(
      near.status == 1 && near.output.hasPrefix("1 of 1,000 elements differs; first at [9, 99]"))
  }

  @Test func aLinkIsFollowed() throws {
    #expect(try npyshare("diff", "./a.npy", "./link.npy").status == 0)
    let child = try npyshare("inspect", "--stats", "./link.npy")
    #expect(child.status == 0 && child.output.contains("499.5"), "\(child.errors)")
  }

  @Test func anArchiveHasNoStatistics() throws {
    let child = try npyshare("inspect", "--stats", "./many.npz")
    #expect(child.status == 3 && child.errors.contains("is an archive"), "\(child.errors)")
  }

  @Test func aSliceShowsItsElements() throws {
    let child = try npyshare("inspect", "./f.npy", "--slice", "1, ::-33")
    #expect(child.output.hasSuffix("\n[199. 166. 133. 100.]\n"), "\(child.output)")
  }

  @Test func elementsWithoutMemoryBehindThemAreAnErrorThatIsSaid() throws {
    let child = try SmallFileSystem.run(
      """
      npyshare create big --shape 8000000 --dtype '|u1' --sparse >/dev/null
      npyshare inspect big --stats >/dev/null; echo "status $?"
      """)
    #expect(child.output == "status 3\n")
    #expect(child.errors.hasPrefix("npyshare: elements cannot be read"), "\(child.errors)")
  }
}
