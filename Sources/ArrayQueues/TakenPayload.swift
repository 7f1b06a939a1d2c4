/// A message that this handle has received.
struct TakenPayload {
  let number: Int
  let isRedelivered: Bool
  /// The array that it hands over; nil when the message is in the payload.
  var array: ReceivedArray?
}
