import ArrayViews
import NPYFormat

/// The means of the cells of a grid over an array of two dimensions.
struct PlotCellMeans: Sendable {
  private let rows: PlotParts
  private let columns: PlotParts
  /// The most elements that a cell has: their parts of it add up without overflow.
  private let mostElements: Double
  private var cells: [Cell]

  /// What is known of the elements of a cell.
  private struct Cell {
    var count = 0.0
    var sum = 0.0
    /// Infinite, or NaN, where there is no finite number.
    var notFinite = 0.0
  }

  init(rows: PlotParts, columns: PlotParts) {
    self.rows = rows
    self.columns = columns
    mostElements = Double(rows.greatestCount) * Double(columns.greatestCount)
    cells = [Cell](repeating: Cell(), count: rows.parts * columns.parts)
  }

  /// The mean of the finite elements of each cell, row by row; an infinity or NaN where there are
  /// none.
  ///
  /// - Precondition: the view has as many rows and columns, and its elements are numbers.
  func values(of view: borrowing DynamicArrayView) -> [Double] {
    let means: PlotCellMeans
    do throws(ArrayViewError) {
      means =
        switch view.dtype {
        case .int(8, _): folding(try view.view(as: Int64.self)) { Double($0) }
        case .uint(8, _): folding(try view.view(as: UInt64.self)) { Double($0) }
        case .datetime, .timedelta:
          folding(try view.view(as: TickBits.self)) {
            $0.ticks == .min ? .nan : Double($0.ticks)
          }
        case .float(16, _):
          folding(try view.view(as: LongDoubleBits.self)) { Double($0.number.printed) }
        case .complex(8, _):
          folding(try view.view(as: ComplexNumber<Float>.self)) { Double($0.real) }
        case .complex(16, _):
          folding(try view.view(as: ComplexNumber<Double>.self)) { $0.real }
        case .complex:
          folding(try view.view(as: ComplexLongDoubleBits.self)) { Double($0.real.printed) }
        case .bool: folding(try view.view(as: Bool.self)) { $0 == 0 ? 0 : 1 }
        case .int(1, _): folding(try view.view(as: Int8.self)) { Double($0) }
        case .int(2, _): folding(try view.view(as: Int16.self)) { Double($0) }
        case .int: folding(try view.view(as: Int32.self)) { Double($0) }
        case .uint(1, _): folding(try view.view(as: UInt8.self)) { Double($0) }
        case .uint(2, _): folding(try view.view(as: UInt16.self)) { Double($0) }
        case .uint: folding(try view.view(as: UInt32.self)) { Double($0) }
        case .float(2, _): folding(try view.view(as: Float16.self)) { Double($0) }
        case .float(4, _): folding(try view.view(as: Float.self)) { Double($0) }
        case .mlFloat(.bfloat16):
          folding(try view.view(as: BFloat16Bits.self)) { Double($0.float) }
        case .mlFloat: folding(try view.view(as: Float8Bits.self)) { $0.double }
        default: folding(try view.view(as: Double.self)) { $0 }
        }
    } catch {
      preconditionFailure("the dtype was asked first: \(error)")
    }
    return means.cells.map { cell in
      if cell.count > 0 { return cell.sum * (mostElements / cell.count) }
      return cell.notFinite == 0 ? .nan : cell.notFinite
    }
  }

  private func folding<Element: ArrayElement>(
    _ view: borrowing ArrayView<Element>, _ number: @Sendable (Element.Bits) -> Double
  ) -> PlotCellMeans {
    view.fold(with: view, self) { means, place, elements, _ in
      means.add(elements, at: place, number)
    } combine: { means, others in
      for index in means.cells.indices {
        means.cells[index].count += others.cells[index].count
        means.cells[index].sum += others.cells[index].sum
        means.cells[index].notFinite += others.cells[index].notFinite
      }
    }
  }

  /// Takes in elements that follow a place in C order.
  private mutating func add<Bits>(
    _ elements: Span<Bits>, at place: Int, _ number: (Bits) -> Double
  ) {
    var done = 0
    while done < elements.count {
      let (row, column) = (place + done).quotientAndRemainder(dividingBy: columns.count)
      let part = columns.part(of: column)
      let end = min(done + columns[part].upperBound - column, elements.count)
      var cell = cells[rows.part(of: row) * columns.parts + part]
      for index in done..<end {
        let value = number(elements[index])
        if value.isFinite {
          cell.sum += value / mostElements
          cell.count += 1
        } else {
          cell.notFinite += value
        }
      }
      cells[rows.part(of: row) * columns.parts + part] = cell
      done = end
    }
  }
}
