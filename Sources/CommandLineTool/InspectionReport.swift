import NPYShare

/// What is said of one inspected file.
struct InspectionReport {
  /// How the look at a file ended.
  enum Finding {
    case npy(ArrayInspection)
    case npz(NPZInspection)
    case failed(ArrayStoreError)
  }

  let path: String
  let finding: Finding

  /// Looks at a file.
  init(path: String) {
    self.path = path
    // Opening a FIFO or a device is something that others notice.
    if let status = try? FileStatus(path: path, links: .followed), status.kind != .regularFile {
      finding = .failed(.notRegularFile(path, status.kind))
      return
    }
    do throws(ArrayStoreError) {
      finding =
        if let archive = try NPZInspection(path: path) {
          .npz(archive)
        } else {
          .npy(try ArrayInspection(path: path))
        }
    } catch {
      finding = .failed(error)
    }
  }

  /// A target that there was no way to look at.
  init(failed target: String, _ error: ArrayStoreError) {
    path = target
    finding = .failed(error)
  }

  /// The reports on the files of a target, with one more on names that could not be read.
  static func of(
    _ files: (paths: [String], undecodableCount: Int), in directory: String,
    _ report: (String) -> InspectionReport
  ) -> [InspectionReport] {
    let reports = files.paths.map(report)
    if files.undecodableCount == 0 { return reports }
    let error = ArrayStoreError.undecodableNames(directory, count: files.undecodableCount)
    return reports + [InspectionReport(failed: directory, error)]
  }

  /// What is wrong with the file.
  var problems: [NPYProblem] {
    switch finding {
    case .npy(let inspection): inspection.format.problems
    case .npz(let archive): archive.problems
    case .failed: []
    }
  }

  /// How a command that made these reports ends; nil when all is well.
  static func outcome(of reports: [InspectionReport]) -> Outcome? {
    var outcome: Outcome?
    for report in reports {
      if case .failed(let error) = report.finding { return Outcome(error) }
      if !report.problems.isEmpty { outcome = .problemsFound }
    }
    return outcome
  }
}
