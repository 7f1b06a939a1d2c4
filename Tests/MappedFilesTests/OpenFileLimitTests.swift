import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import MappedFiles

@Suite struct OpenFileLimitTests {
  @Test func theLimitIsRaisedUpToTheHardOneAndNoFurther() async {
    await #expect(processExitsWith: .success) {
      let child = try ChildProcess.run(
        "/usr/bin/prlimit", ["--pid", "\(getpid())", "--nofile=200:300"])
      #expect(child.status == 0, "\(child.errors)")
      #expect(OpenFileLimit.current == OpenFileLimit(soft: 200, hard: 300))
      #expect(try OpenFileLimit.raise(to: 100).soft == 200)
      #expect(try OpenFileLimit.raise(to: 250).soft == 250)
      #expect(throws: SystemCallError("setrlimit(RLIMIT_NOFILE)", .invalidArgument)) {
        try OpenFileLimit.raise(to: 301)
      }
      #expect(OpenFileLimit.current == OpenFileLimit(soft: 250, hard: 300))
      #expect(try OpenFileLimit.raise(to: 300).soft == 300)
    }
  }
}
