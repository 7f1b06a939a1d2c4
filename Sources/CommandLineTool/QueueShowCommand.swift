import ArgumentParser
import Glibc
import NPYShare

struct QueueShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Say how a queue stands, and who has it attached.",
    discussion: """
      Example: npyshare queue show frames --seconds 2

      It only looks: it takes no role, and is not among the peers. The rates are of the messages that \
      were sent and received while it looked. FILLS is how many payloads a peer fills, HOLDS how many \
      messages it has received and not let go of; what a dead peer has comes back by itself, as soon \
      as somebody attaches the queue or waits.
      """)

  @Argument(help: "The queue.")
  var location: String

  @Option(help: "How long to look, for the rates; 0 for a glance without them.")
  var seconds: Double = 0.5

  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (0...3600).contains(seconds) else {
      throw ValidationError("--seconds must be 0 to 3600.")
    }
  }

  func run() throws {
    let location = try root.location(location)
    var status = try QueueStatus(of: location)
    var rates: QueueRates?
    if seconds > 0 {
      let (before, start) = (status, ContinuousClock.now)
      usleep(UInt32(seconds * 1_000_000))
      status = try QueueStatus(of: location)
      rates = QueueRates(from: before, to: status, in: ContinuousClock.now - start)
    }
    if output.json { return print(status.json(rates: rates).text) }
    print(status.line)
    let oldest = status.oldest == nil ? "" : ", the oldest for \(status.oldestText)"
    print("\(status.depth) waiting (\(ByteCount(status.depthBytes)))\(oldest)")
    var counts = "\(status.sentCount) sent, \(status.receivedCount) received"
    if status.acknowledges { counts += ", \(status.returnedCount) to be delivered again" }
    print("\(counts), \(status.lostCount) lost")
    if let rates { print("\(rates.sentText) sent, \(rates.receivedText) received a second") }
    if status.peers.isEmpty { return print("nobody has it attached") }
    var table = TextTable([
      ("PID", .right), ("", .left), ("FILLS", .right), ("HOLDS", .right), ("SINCE", .right),
    ])
    for peer in status.peers {
      table.append([
        "\(peer.process)", peer.isAlive ? "alive" : "dead", "\(peer.loanCount)",
        "\(peer.heldCount)", QueueStatus.ageText(peer.joined),
      ])
    }
    print(table.text)
  }
}
