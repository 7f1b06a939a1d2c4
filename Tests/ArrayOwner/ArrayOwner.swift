import Glibc
import NPYShare

/// A second process that owns arrays, for tests to kill.
///
/// Usage: array-owner ROOT [COMMAND…]. Each command is one argument, such as `create frames scoped`.
/// The first that fails is printed and ends it with 3. Without commands they are read line by line
/// from standard input, and each is answered by a line that begins with `ok` or `error`.
@main
struct ArrayOwner {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count >= 2 else { return print("error no root") }
    let owner = OwnerCommands(root: ArrayRoot(path: arguments[1]))
    if arguments.count == 2 { return owner.serve() }
    do {
      for command in arguments[2...] { _ = try owner.run(command) }
    } catch {
      print("error \(error)")
      exit(3)
    }
  }
}
