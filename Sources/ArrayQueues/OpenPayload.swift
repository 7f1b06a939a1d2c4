/// A payload that this handle fills or has received, and the header that goes with it.
///
/// It is no more than addresses: the handle keeps what they lead to, and what is made for every
/// message is not to be counted.
@safe
@usableFromInline
struct OpenPayload {
  @usableFromInline let number: Int
  @usableFromInline let payload: Payload
  @usableFromInline let header: Unmanaged<KnownHeader>
}
