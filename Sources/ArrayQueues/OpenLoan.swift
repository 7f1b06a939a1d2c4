/// A payload that this handle fills, and the header that it is to have.
///
/// It is no more than addresses: the handle keeps what they lead to, and what is made for every message
/// is not to be counted.
@safe
@usableFromInline
struct OpenLoan {
  @usableFromInline let number: Int
  @usableFromInline let payload: Payload
  @usableFromInline let header: Unmanaged<KnownHeader>
}

/// A payload that this handle has received, and its header, as in ``OpenLoan``.
@safe
@usableFromInline
struct OpenMessage {
  @usableFromInline let number: Int
  @usableFromInline let payload: Payload
  @usableFromInline let header: Unmanaged<KnownHeader>
}
