import Foundation
import TestSupport

/// A table of operations on views with numpy's results.
struct ViewTable: Sendable {
  let cases: [ViewCase]
  private let bytes: [UInt8]

  /// Has a numpy process write a table.
  init(seed: Int, count: Int) throws {
    let directory = try TemporaryDirectory(.shm)
    let (table, data) = (directory.file("table.json"), directory.file("bytes"))
    let arguments = [
      "\(RepositoryFiles.root)/Tools/checks/view_cases.py", "\(seed)", "\(count)", table, data,
    ]
    let child = try ChildProcess.run(RepositoryFiles.python, arguments)
    guard child.status == 0 else { throw CommandFailed(arguments: arguments, child: child) }
    bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: data)))
    cases = try JSONDecoder().decode(
      [ViewCase].self, from: Data(contentsOf: URL(fileURLWithPath: table)))
  }

  subscript(range: ViewCase.Bytes) -> [UInt8] { Array(bytes[range[0]..<range[0] + range[1]]) }
}
