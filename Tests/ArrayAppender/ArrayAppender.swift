import Glibc
import NPYShare

/// A second process that makes arrays longer, for tests and campaigns to kill.
///
/// Every command takes the array's path first. It ends with 0, or with 3 and the error, which it
/// prints like all that it says.
@main
struct ArrayAppender {
  static func main() {
    do {
      let arguments = CommandLine.arguments
      guard arguments.count >= 3 else { throw UsageError(arguments: arguments) }
      try run(arguments[1], try ArrayLocation(file: arguments[2]), Array(arguments[3...]))
    } catch {
      print("array-appender: \(error)")
      exit(3)
    }
  }

  private static func run(
    _ command: String, _ location: ArrayLocation, _ arguments: [String]
  ) throws {
    switch command {
    case "grow", "append", "fill":
      try SingleGrowth(location, arguments).run(command)
    case "fill-slowly":
      try SingleGrowth(location, arguments).fillSlowly()
    case "write":
      guard arguments.count == 2, let writer = UInt64(arguments[0]), let rows = Int(arguments[1])
      else { throw UsageError(arguments: arguments) }
      try CampaignWriter(location, writer: writer, rows: rows).run()
    case "read":
      guard arguments.count == 2, let writers = Int(arguments[0]), let rows = Int(arguments[1])
      else { throw UsageError(arguments: arguments) }
      var reader = try CampaignReader(location, writers: writers, rows: rows)
      try reader.run()
    default: throw UsageError(arguments: [command])
    }
  }
}

/// The command line is none of these.
struct UsageError: Error, CustomStringConvertible {
  let arguments: [String]

  var description: String { "not understood: \(arguments.joined(separator: " "))" }
}
