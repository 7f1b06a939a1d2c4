import Glibc
import NPYShare

extension QueueStatus {
  /// What the queue is, in a line.
  var line: String {
    let slots = payloadCount == 1 ? "1 slot" : "\(payloadCount) slots"
    return
      "\(PrintableText(location.description)): \(slots) of \(ByteCount(payloadBytes)), \(rolesText)"
      + (remarks.isEmpty ? "" : ", \(remarks)")
  }

  /// Who may send and who may receive.
  var rolesText: String { "\(Self.text(producers)) to \(Self.text(consumers))" }

  /// What else there is to say of it.
  var remarks: String {
    [acknowledges ? "acknowledged" : "", isClosed ? "closed" : ""].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  var peersText: String {
    let dead = peers.count { !$0.isAlive }
    return "\(peers.count - dead)" + (dead > 0 ? ", \(dead) dead" : "")
  }

  /// How long the next message has waited.
  var oldestText: String { oldest.map(Self.ageText) ?? "-" }

  /// How long ago a time was.
  static func ageText(_ time: UInt64) -> String {
    AgeText(seconds: max(0, Glibc.time(nil) - Int(clamping: time / 1_000_000_000))).description
  }

  private static func text(_ peers: ArrayQueue.Peers) -> String {
    peers == .one ? "one" : "many"
  }

  /// The object that `--json` prints.
  func json(rates: QueueRates?) -> JSONValue {
    .object([
      ("location", .string(location.description)), ("path", .string(location.path)),
      ("slots", .int(payloadCount)), ("payload_bytes", .int(payloadBytes)),
      ("producers", .string(Self.text(producers))), ("consumers", .string(Self.text(consumers))),
      ("acknowledge", .bool(acknowledges)), ("closed", .bool(isClosed)),
      ("created_ns", .int(Int(clamping: created))), ("depth", .int(depth)),
      ("depth_bytes", .int(depthBytes)),
      ("oldest_ns", JSONValue(oldest) { .int(Int(clamping: $0)) }),
      ("sent", .int(sentCount)), ("received", .int(receivedCount)),
      ("returned", .int(returnedCount)), ("lost", .int(lostCount)),
      ("sent_per_second", JSONValue(rates) { .number("\($0.sent)") }),
      ("received_per_second", JSONValue(rates) { .number("\($0.received)") }),
      (
        "peers",
        .array(
          peers.map { peer in
            .object([
              ("pid", .int(Int(peer.process))), ("alive", .bool(peer.isAlive)),
              ("fills", .int(peer.loanCount)), ("holds", .int(peer.heldCount)),
              ("joined_ns", .int(Int(clamping: peer.joined))),
            ])
          })
      ),
    ])
  }
}
