import MappedFiles

/// The monitors of this process's lease tables, for threads that use a file through more handles
/// than one.
final class LeaseRegistry: Sendable {
  private static let current = PerProcess<LeaseRegistry>()

  private let monitors = Guarded<[FileNumber: [Monitor<LeaseTable.State>]]>([:])

  private init() {}

  private static var ofThisProcess: LeaseRegistry { current.value { LeaseRegistry() } }

  static func add(_ table: LeaseTable) {
    ofThisProcess.monitors.withLock { $0[table.file, default: []].append(table.monitor) }
  }

  static func remove(_ table: LeaseTable) {
    ofThisProcess.monitors.withLock { monitors in
      monitors[table.file]?.removeAll { $0 === table.monitor }
      if monitors[table.file]?.isEmpty == true { monitors[table.file] = nil }
    }
  }

  /// Those of all other handles of the same file.
  static func others(_ table: LeaseTable) -> [Monitor<LeaseTable.State>] {
    ofThisProcess.monitors.withLock { $0[table.file, default: []].filter { $0 !== table.monitor } }
  }
}
