/// What a receiver looks for.
enum WantedMessage {
  case any
  /// Arrays that were put; elements that were sent are left where they are.
  case array
}
