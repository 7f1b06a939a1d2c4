import ArgumentParser
import NPYShare

/// How a command ends: its exit code.
///
/// Thrown, it ends the command without another word.
enum Outcome: Int32, Error {
  case fine = 0
  case problemsFound = 1
  case badUsage = 2
  case operationFailed = 3

  /// What an error that a command did not handle means.
  init(_ error: any Error) {
    self =
      switch error {
      case let outcome as Outcome: outcome
      case ArrayStoreError.invalidLocation: .badUsage
      case is ArrayStoreError: .operationFailed
      case ArrayQueueError.invalidCounts: .badUsage
      case ArrayQueueError.store(let error): Outcome(error)
      case is ArrayQueueError: .operationFailed
      case SnapshotError.invalidOptions: .badUsage
      case SnapshotError.array(let error): Outcome(error)
      case is SnapshotError: .operationFailed
      default: NPYShareCommand.exitCode(for: error).isSuccess ? .fine : .badUsage
      }
  }
}
