import NPYShare

extension InspectionReport {
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

  /// Whether anything is wrong with the file.
  private var isWrong: Bool {
    switch finding {
    case .snapshot(let snapshot): snapshot.hasAlteredMetadata
    case .damaged: true
    case .npy, .npz, .failed: !problems.isEmpty
    }
  }

  /// How a command that made these reports ends; nil when all is well.
  static func outcome(of reports: [InspectionReport]) -> Outcome? {
    var outcome: Outcome?
    for report in reports {
      if case .failed(let error) = report.finding { return Outcome(error) }
      if report.isWrong { outcome = .problemsFound }
    }
    return outcome
  }
}
