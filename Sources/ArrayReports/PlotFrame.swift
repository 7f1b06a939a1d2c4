/// The rectangle of an image in which values are drawn, with its axes around it.
struct PlotFrame {
  /// Columns and rows of pixels.
  let columns: Range<Int>
  let rows: Range<Int>

  /// Pixels that stay free at the image's edges.
  static let margin = 24

  /// The rectangle that leaves room for labels to the left and below, for a title and a summary.
  init(labelCharacters: Int) {
    let left = Self.margin + labelCharacters * PlotCanvas.advance + 10
    columns = left..<PlotCanvas.width - Self.margin - 8
    rows = Self.drawable
  }

  /// A rectangle of some size, in the middle of the rows.
  init(left: Int, width: Int, height: Int) {
    columns = left..<left + width
    let top = (Self.drawable.lowerBound + Self.drawable.upperBound - height) / 2
    rows = top..<top + height
  }

  /// The rows between the title, and the labels and the summary.
  private static let drawable = 56..<PlotCanvas.height - 104
  /// How many those are.
  static let mostRows = drawable.count

  /// The row of a place on the upright axis.
  func row(of fraction: Double) -> Int {
    rows.upperBound - 1 - Int((fraction * Double(rows.count - 1)).rounded())
  }

  /// The column of a place on the level axis.
  func column(of fraction: Double) -> Int {
    columns.lowerBound + min(Int(fraction * Double(columns.count)), columns.count - 1)
  }

  /// The columns between two places on the level axis; one at least.
  func columns(from lower: Double, through upper: Double) -> Range<Int> {
    let width = Double(columns.count)
    let start = min(Int((lower * width).rounded()), columns.count - 1)
    let end = max(Int((upper * width).rounded()), start + 1)
    return columns.lowerBound + start..<columns.lowerBound + end
  }
}
