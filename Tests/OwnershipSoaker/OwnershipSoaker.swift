import NPYShare

/// A process of the ownership campaign: it creates, attaches, leases, stores and removes arrays until
/// somebody kills it.
///
/// Arguments: the number of its row in the array `counts`, a seed. `$NPYSHARE_ROOT` is the root.
@main
struct OwnershipSoaker {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
    guard arguments.count == 2 else { fatalError("usage: ownership-soaker ROW SEED") }
    var worker = try SoakWorker(row: Int(arguments[0]), chance: SoakChance(seed: arguments[1]))
    while true { try worker.step() }
  }
}
