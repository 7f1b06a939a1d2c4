import NPYShare

/// What a process of the campaign does, step by step.
struct SoakWorker {
  /// How many of its persistent arrays a worker leaves standing.
  private static let keptCount: Int64 = 4

  private let row: Int
  private var chance: SoakChance
  private let counts: SharedArray
  private let boards: [SharedArray]
  private var own: [SharedArray] = []
  private var scope: ArrayScope?

  init(row: Int, chance: SoakChance) throws {
    self.row = row
    self.chance = chance
    counts = try SharedArray.attach("counts", access: .readWrite)
    boards = try (0..<4).map {
      try SharedArray.attach(try ArrayLocation("board-\($0)"), access: .readWrite)
    }
    // The worker before may have been killed between the count and the removal.
    try removeKept(try value(of: .lastRemoved))
  }

  mutating func step() throws {
    switch Int.random(in: 0..<20, using: &chance) {
    case 0..<5: try createScoped()
    case 5..<8: try writeBoard()
    case 8..<12: try readBoard()
    case 12..<15: try lookAtOthers()
    case 15: try createPersistent()
    case 16: try changeLifetime()
    case 17: try replaceOwn()
    case 18: letGo()
    default: try tidy()
    }
  }

  private func add(_ number: Int64 = 1, to count: SoakCount) throws {
    try counts.withUnleasedMutableView(as: Int64.self) { $0[row, count.rawValue] += number }
  }

  private func value(of count: SoakCount) throws -> Int64 {
    try counts.withUnleasedView(as: Int64.self) { $0[row, count.rawValue] }
  }

  private mutating func createScoped() throws {
    if scope == nil || chance.once(in: 30) {
      // The former one ends, with what it owns.
      own.removeAll()
      scope?.close()
      scope = chance.once(in: 2) ? try ArrayScope() : try ArrayScope.standard()
    }
    guard let scope else { return }
    var options = CreationOptions(lifetime: chance.once(in: 3) ? .lastUser : .scoped, scope: scope)
    options.space = chance.once(in: 4) ? .sparse : .reserved
    let count = Int.random(in: 1...2000, using: &chance)
    let location = ArrayLocation(generatedIn: .standard)
    own.append(
      try SharedArray.create(location, shape: [count], of: Int64.self, options: options) { view in
        for index in 0..<count { view[index] = Int64(count) }
      })
    try add(to: .created)
    if own.count > 20 { own.removeFirst(Int.random(in: 1...10, using: &chance)) }
  }

  /// A persistent array is counted once it is there; one that may go is counted before it goes.
  private func createPersistent() throws {
    let number = try value(of: .lastKept) + 1
    let name = "kept-\(row)-\(number)"
    do {
      _ = try SharedArray.create(
        try ArrayLocation(name), copying: [Int64](repeating: number, count: 100))
    } catch ArrayStoreError.alreadyExists {
      // Its maker was killed before it could count it.
    }
    try add(to: .lastKept)
    try add(to: .created)
    while try value(of: .lastRemoved) < number - Self.keptCount {
      try add(to: .lastRemoved)
      try removeKept(try value(of: .lastRemoved))
    }
  }

  private func removeKept(_ number: Int64) throws {
    do {
      try SharedArray.remove(try ArrayLocation("kept-\(row)-\(number)"))
    } catch ArrayStoreError.notInRoot {
      // The worker before was killed after the removal.
    }
  }

  private mutating func changeLifetime() throws {
    guard let array = own.randomElement(using: &chance) else { return }
    do {
      // Persistent for an instant: whoever is killed in it leaves an array behind, which is what was
      // asked for. So it is not done; the lifetime only changes among those that end.
      try array.adopt(as: chance.once(in: 2) ? .lastUser : .scoped, by: scope)
    } catch ArrayStoreError.nameLost, ArrayStoreError.scopeEnded {
    }
  }

  private mutating func replaceOwn() throws {
    guard let old = own.randomElement(using: &chance), let scope else { return }
    var options = CreationOptions(lifetime: .scoped, scope: scope)
    options.onConflict = .replace
    let count = Int.random(in: 1...500, using: &chance)
    own.append(
      try SharedArray.create(old.location, shape: [count], of: Int64.self, options: options) {
        view in
        for index in 0..<count { view[index] = Int64(count) }
      })
    try add(to: .created)
  }

  private mutating func writeBoard() throws {
    let board = boards[Int.random(in: 0..<boards.count, using: &chance)]
    let index = Int.random(in: 0..<board.shape[0], using: &chance)
    let number = Int64.random(in: 0..<1 << 40, using: &chance)
    try board.write(index..<index + 1, as: Int64.self) { view in
      SoakBoard.write(number, to: &view)
    }
    try add(to: .written)
  }

  private mutating func readBoard() throws {
    let board = boards[Int.random(in: 0..<boards.count, using: &chance)]
    let index = Int.random(in: 0..<board.shape[0], using: &chance)
    switch try board.read(index..<index + 1, as: Int64.self, { SoakBoard.look($0) }) {
    case .whole: try add(to: .read)
    case .abandoned: try add(to: .abandoned)
    case .torn: try add(to: .torn)
    }
  }

  /// Attaches an array of anybody's: it must be whole, whoever was killed.
  private mutating func lookAtOthers() throws {
    let names = try DirectoryNames(of: ArrayRoot.standard.path, startingWith: "npy-").names
    guard let name = names.randomElement(using: &chance) else { return }
    do {
      let array = try SharedArray.attach(try ArrayLocation(name))
      let isWhole = try array.withUnleasedView(as: Int64.self) { view in
        (0..<view.shape[0]).allSatisfy { view[$0] == Int64(view.shape[0]) }
      }
      try add(to: isWhole ? .attached : .broken)
    } catch ArrayStoreError.notInRoot {
      // It has gone meanwhile.
    }
  }

  private mutating func letGo() {
    guard !own.isEmpty else { return }
    let array = own.remove(at: Int.random(in: own.indices, using: &chance))
    if chance.once(in: 2) { _ = try? array.remove() }
    array.close()
  }

  private mutating func tidy() throws {
    guard chance.once(in: 5) else { return }
    try ArrayRoot.standard.collect()
    try add(to: .collected)
  }
}
