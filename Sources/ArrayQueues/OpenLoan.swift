/// A payload that this handle fills.
@usableFromInline
struct OpenLoan {
  @usableFromInline let number: Int
  @usableFromInline let payload: Payload
}
