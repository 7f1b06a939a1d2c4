/// The dimensions of a view, outermost first, as numpy's `shape` and `strides` together.
///
/// Three axes are kept without an allocation, where a loop reads them as fast as variables.
@frozen
public struct Axes: RandomAccessCollection, Hashable, Sendable {
  /// The number of dimensions.
  public let count: Int
  @usableFromInline let first: Axis
  @usableFromInline let second: Axis
  @usableFromInline let third: Axis
  @usableFromInline let others: [Axis]

  /// Makes dimensions of single axes.
  public init(_ axes: [Axis]) {
    let none = Axis(extent: 0, stride: 0)
    count = axes.count
    first = axes.count > 0 ? axes[0] : none
    second = axes.count > 1 ? axes[1] : none
    third = axes.count > 2 ? axes[2] : none
    others = axes.count > 3 ? Array(axes[3...]) : []
  }

  /// The dimensions of elements that lie one behind the other.
  ///
  /// - Parameters:
  ///   - shape: the extent of each axis.
  ///   - itemSize: the size of an element, in bytes.
  ///   - isFortranOrder: whether the first index runs fastest.
  /// - Precondition: no extent is negative, and the size of all elements can be represented.
  public init(shape: [Int], itemSize: Int, isFortranOrder: Bool = false) {
    var axes = [Axis](repeating: Axis(extent: 0, stride: 0), count: shape.count)
    var stride = itemSize
    for step in shape.indices {
      let axis = isFortranOrder ? step : shape.count - 1 - step
      precondition(shape[axis] >= 0, "the shape \(shape) has a negative extent")
      axes[axis] = Axis(extent: shape[axis], stride: stride)
      let (next, overflow) = stride.multipliedReportingOverflow(by: Swift.max(shape[axis], 1))
      // numpy reads sub-arrays such as (0, 2147483647, 2147483647, 2147483647): a stride that no
      // element needs is 0.
      precondition(
        !overflow || shape.contains(0), "\(itemSize) bytes times the shape \(shape) overflow")
      stride = overflow ? 0 : next
    }
    self.init(axes)
  }

  /// The first axis.
  @inlinable
  public var startIndex: Int { 0 }
  /// Behind the last axis.
  @inlinable
  public var endIndex: Int { count }

  /// The axis of a number, the outermost being 0.
  @inlinable
  public subscript(axis: Int) -> Axis {
    precondition(axis >= 0 && axis < count, "axis \(axis) of \(count)")
    return switch axis {
    case 0: first
    case 1: second
    case 2: third
    default: others[axis - 3]
    }
  }

  /// The extent of each axis.
  public var shape: [Int] { map(\.extent) }

  /// The number of elements: 1 without dimensions; `Int.max` for more elements without bytes than
  /// can be counted.
  public var elementCount: Int {
    if contains(where: { $0.extent == 0 }) { return 0 }
    var count = 1
    for axis in self {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.extent)
      if overflow { return .max }
      count = product
    }
    return count
  }

  /// The bytes that elements of a size take, from the first element's first byte; nil when they
  /// cannot be represented, and empty when there is no element.
  func byteRange(itemSize: Int) -> Range<Int>? {
    if contains(where: { $0.extent == 0 }) { return 0..<0 }
    var lower = 0
    var upper = itemSize
    for axis in self {
      let (reach, overflow) = (axis.extent - 1).multipliedReportingOverflow(by: axis.stride)
      if overflow { return nil }
      let (sum, sumOverflow) = (reach < 0 ? lower : upper).addingReportingOverflow(reach)
      if sumOverflow { return nil }
      if reach < 0 { lower = sum } else { upper = sum }
    }
    return lower..<upper
  }

  /// Whether elements of a size lie one behind the other in C order.
  func isCContiguous(itemSize: Int) -> Bool { isContiguous(reversed(), itemSize) }

  /// Whether elements of a size lie one behind the other in Fortran order.
  func isFContiguous(itemSize: Int) -> Bool { isContiguous(self, itemSize) }

  private func isContiguous(_ fastestFirst: some Collection<Axis>, _ itemSize: Int) -> Bool {
    if contains(where: { $0.extent == 0 }) { return true }
    var stride = itemSize
    for axis in fastestFirst where axis.extent > 1 {
      if axis.stride != stride { return false }
      stride *= axis.extent
    }
    return true
  }
}
