import Glibc
import NPYShare

/// A second process that takes leases, for tests to wait for and to kill.
///
/// Every command takes the array's path first. It ends with 0, or with 3 and the error, which it
/// prints like all that it says.
@main
struct LeaseWorker {
  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count >= 3 else { throw UsageError(arguments: arguments) }
      try run(arguments[1], try ArrayLocation(file: arguments[2]), Array(arguments[3...]))
    } catch {
      print("lease-worker: \(error)")
      exit(3)
    }
  }

  private static func run(
    _ command: String, _ location: ArrayLocation, _ arguments: [String]
  ) throws {
    switch (command, arguments.count) {
    case ("hold", 2):
      try hold(location, try kind(arguments[0]), try rows(arguments[1]))
    case ("campaign", 4):
      let numbers = try arguments.map { text in
        guard let number = Int(text) else { throw UsageError(arguments: arguments) }
        return number
      }
      try LeaseCampaign(
        location, readers: numbers[0], writers: numbers[1], rounds: numbers[2], seed: numbers[3]
      ).run()
    default: throw UsageError(arguments: [command] + arguments)
    }
  }

  /// Says that it has a lease, and lets go of it when it is told to.
  private static func hold(
    _ location: ArrayLocation, _ kind: ArrayLease.Kind, _ rows: Range<Int>?
  ) throws {
    let array = try SharedArray.attach(location, access: .readWrite)
    let lease = try array.lease(kind, rows: rows)
    print("held")
    fflush(nil)
    _ = readLine()
    lease.release()
    print("released")
    fflush(nil)
    _ = readLine()
  }

  private static func kind(_ text: String) throws -> ArrayLease.Kind {
    switch text {
    case "shared": .shared
    case "exclusive": .exclusive
    default: throw UsageError(arguments: [text])
    }
  }

  /// Reads `all` or `2-5`, whose end is not one of them.
  private static func rows(_ text: String) throws -> Range<Int>? {
    if text == "all" { return nil }
    let bounds = text.split(separator: "-").compactMap { Int($0) }
    guard bounds.count == 2, bounds[0] <= bounds[1] else { throw UsageError(arguments: [text]) }
    return bounds[0]..<bounds[1]
  }
}

/// The command line is none of these.
struct UsageError: Error, CustomStringConvertible {
  let arguments: [String]

  var description: String { "not understood: \(arguments.joined(separator: " "))" }
}
