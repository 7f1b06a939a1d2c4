import NPYShare
import TestSupport
import Testing

/// An array, a process that makes it longer, and the only two states that may be seen after it,
/// however it ended.
///
/// The element at place i in memory is i + 1, also in appended rows; rows of zeros are zeros.
struct GrowthScenario: Sendable, CustomTestStringConvertible {
  let name: String
  /// The command of `array-appender`, and what follows the number of rows.
  let command: String
  var options: [String] = []
  var isFortranOrder = false
  /// Whether there are bytes behind the elements, as a killed grower leaves them.
  var hasRest = false

  static let oldRows = 4
  static let newRows = 700
  static let rowElements = 3

  var testDescription: String { name }

  static let all = [
    GrowthScenario(name: "grow", command: "grow"),
    GrowthScenario(
      name: "grow sparse after a kill", command: "grow", options: ["sparse"],
      hasRest: true),
    GrowthScenario(name: "append durably", command: "append", options: ["durable"]),
    GrowthScenario(
      name: "append in Fortran order after a kill", command: "append",
      isFortranOrder: true, hasRest: true),
    GrowthScenario(name: "fill", command: "fill"),
  ]

  /// The array before the command.
  func prepare(_ place: TemporaryDirectory.Place) throws -> (ArrayLocation, TemporaryDirectory) {
    let directory = try TemporaryDirectory(place)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    var options = CreationOptions()
    options.isFortranOrder = isFortranOrder
    let elements = (1...Int64(Self.oldRows * Self.rowElements)).map { $0 }
    let array = try SharedArray.create(
      location, copying: elements, shape: shape(Self.oldRows), options: options)
    if hasRest {
      let rest = [UInt8](repeating: 0xAA, count: 9000)
      let file = try OwnedFile(opening: location.path, access: .readWrite)
      try file.write(elements: rest.span, at: array.layout.fileBytes)
    }
    return (location, directory)
  }

  func arguments(_ location: ArrayLocation) -> [String] {
    [command, location.path, "\(Self.newRows)"] + options
  }

  func shape(_ rows: Int) -> [Int] {
    isFortranOrder ? [Self.rowElements, rows] : [rows, Self.rowElements]
  }

  /// What numpy sees of an array with so many rows, after the command and some appends.
  private func sight(rows: Int, appendedAfterwards: Int = 0) -> NumpyPeer.Sight {
    let whole = rows + appendedAfterwards
    let elements = (0..<whole * Self.rowElements).map { index in
      let row = index / Self.rowElements
      let isZero = command == "grow" && row >= Self.oldRows && row < rows
      return isZero ? 0 : Int64(index + 1)
    }
    return NumpyPeer.Sight(
      descr: "<i8", shape: "(\(shape(whole)[0]), \(shape(whole)[1]))",
      order: isFortranOrder ? "F" : "C", bytes: NumpyPeer.hexadecimal(elements))
  }

  /// The four sights that there may be: the old array and the new one, each without and with a row
  /// that was appended afterwards.
  struct Sights {
    let old, new, oldAndOne, newAndOne: NumpyPeer.Sight
  }

  var sights: Sights {
    let (old, new) = (Self.oldRows, Self.oldRows + Self.newRows)
    return Sights(
      old: sight(rows: old), new: sight(rows: new),
      oldAndOne: sight(rows: old, appendedAfterwards: 1),
      newAndOne: sight(rows: new, appendedAfterwards: 1))
  }

  /// numpy sees the array as it was or as it was to become, and the next row can be appended.
  ///
  /// - Returns: whether it has become longer.
  func expectOldOrNew(
    _ location: ArrayLocation, _ peer: NumpyPeer, _ sights: Sights, _ point: String
  ) throws -> Bool {
    let seen = try #require(peer.look(location.path), "\(peer.lastWords()): \(point)")
    let isNew = seen == sights.new
    #expect(isNew || seen == sights.old, "neither old nor new but \(seen.shape): \(point)")
    let array = try SharedArray.attach(location, access: .readWrite)
    let rows = isNew ? Self.oldRows + Self.newRows : Self.oldRows
    let row = (0..<Self.rowElements).map { Int64(rows * Self.rowElements + $0 + 1) }
    #expect(try array.append(copying: row) == rows..<rows + 1, "\(point)")
    let after = try #require(peer.look(location.path), "\(peer.lastWords()): \(point)")
    #expect(after == (isNew ? sights.newAndOne : sights.oldAndOne), "the next row: \(point)")
    return isNew
  }
}
