/// The loops of a sum along an axis, made for an element's type by the module that asks for it.
///
/// The rest of the work is the same for all types, and is compiled once.
@usableFromInline
struct AxisSummation<Element: PlainElement, Total>: Sendable {
  /// `Summation.add(_:at:rows:columns:to:)`.
  @usableFromInline let addBlocks:
    @Sendable (
      _ elements: Span<Element>, _ place: Int, _ rows: Int, _ columns: Int,
      _ totals: inout MutableSpan<Total>
    ) -> Void
  /// `Summation.add(_:pitch:toColumns:)`.
  @usableFromInline let addRows:
    @Sendable (_ elements: Span<Element>, _ pitch: Int, _ totals: inout MutableSpan<Total>) -> Void
  /// `Summation.add(_:to:)`.
  @usableFromInline let addTotals:
    @Sendable (_ others: Span<Total>, _ totals: inout MutableSpan<Total>) -> Void

  @inlinable
  init<S: Summation<Element>>(_ summation: S.Type) where S.Total == Total {
    addBlocks = { elements, place, rows, columns, totals in
      S.add(elements, at: place, rows: rows, columns: columns, to: &totals)
    }
    addRows = { elements, pitch, totals in S.add(elements, pitch: pitch, toColumns: &totals) }
    addTotals = { others, totals in S.add(others, to: &totals) }
  }
}
