/// A sum along an axis, cut into pieces of work.
///
/// In the order of memory there are blocks of rows, and the rows of each block are added up to its
/// totals, one for each column. A piece is either some whole blocks, or some rows and columns of one.
struct AxisPieces: Sendable {
  /// The places of the axes before the one that is added up.
  let blocks: Int
  /// The places of that axis.
  let rows: Int
  /// The places of the axes behind it.
  let columns: Int
  private let blocksPerPiece: Int
  private let rowsPerPiece: Int
  private let columnsPerPiece: Int

  /// - Precondition: none of the numbers is 0.
  init(blocks: Int, rows: Int, columns: Int) {
    (self.blocks, self.rows, self.columns) = (blocks, rows, columns)
    // A piece has enough elements that starting a thread pays, and its totals stay in the cache.
    let grain = 1 << 19
    columnsPerPiece = columns > 1 << 16 ? 1 << 14 : columns
    blocksPerPiece = columnsPerPiece < columns ? 1 : max(1, grain / (rows * columns))
    // Few long blocks are cut into parts that each have totals of their own.
    let piecesPerPart = (columns + columnsPerPiece - 1) / columnsPerPiece * blocks
    let parts = min(64 / piecesPerPart, rows / max(1, grain / columnsPerPiece))
    rowsPerPiece = parts > 1 && blocksPerPiece == 1 ? (rows + parts - 1) / parts : rows
  }

  /// How many pieces add to the same totals, each to its own copy of them.
  var parts: Int { (rows + rowsPerPiece - 1) / rowsPerPiece }
  private var groups: Int { (blocks + blocksPerPiece - 1) / blocksPerPiece }
  private var tiles: Int { (columns + columnsPerPiece - 1) / columnsPerPiece }

  /// The number of pieces.
  var count: Int { parts * groups * tiles }

  /// What a piece takes, and which copy of the totals it adds to.
  subscript(piece: Int) -> (part: Int, blocks: Range<Int>, rows: Range<Int>, columns: Range<Int>) {
    func range(_ index: Int, _ length: Int, _ end: Int) -> Range<Int> {
      index * length..<min((index + 1) * length, end)
    }
    let part = piece % parts
    return (
      part, range(piece / parts / tiles, blocksPerPiece, blocks), range(part, rowsPerPiece, rows),
      range(piece / parts % tiles, columnsPerPiece, columns)
    )
  }
}
