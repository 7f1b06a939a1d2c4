import ArgumentParser
import NPYShare

struct QueueCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a queue, which stays until it is removed.",
    discussion: """
      Example: npyshare queue create frames --slots 8 --payload-bytes 8294400 --producers one

      Room for SLOTS messages of PAYLOAD-BYTES each is reserved now; sending cannot run out of it. A \
      message may be smaller, and of any dtype and shape. What may have one producer, or one \
      consumer, needs no system call for a message.
      """)

  @Argument(help: "The queue's name.")
  var location: String

  @Option(help: "How many messages can be on their way at a time, 1 to 32768.")
  var slots: Int

  @Option(help: "How much the elements of a message may take, in bytes.")
  var payloadBytes: Int

  @Option(help: "How many handles may send.")
  var producers: PeerCount = .many

  @Option(help: "How many handles may receive; each message goes to one of them.")
  var consumers: PeerCount = .many

  @Flag(help: "Deliver a message again whose receiver dies before it has acknowledged it.")
  var acknowledge = false

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let location = try root.location(location)
    _ = try ArrayQueue.create(
      location, payloadCount: slots, payloadBytes: payloadBytes, producers: producers.peers,
      consumers: consumers.peers, acknowledges: acknowledge, lifetime: .persistent)
    let status = try QueueStatus(of: location)
    print(output.json ? status.json(rates: nil).text : "created \(status.line)")
  }
}

/// How many handles may have a role, as the command line says it.
enum PeerCount: String, CaseIterable, ExpressibleByArgument {
  case one
  case many

  var peers: ArrayQueue.Peers { self == .one ? .one : .many }
}
