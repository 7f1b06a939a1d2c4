import ArraySnapshots
import ArrayStore
import CNPYShare
import SystemPackage

extension Failure {
  init(_ error: SnapshotError) {
    let message = error.description
    switch error {
    case .array(let error): self.init(error, message)
    case .system(_, _, let refusal): self.init(refusal, message)
    case .invalidOptions, .layoutMismatch:
      self.init(NPYSHARE_INVALID, number: .invalidArgument, message)
    case .noRoomForCopy: self.init(NPYSHARE_NO_SPACE, number: .noSpace, message)
    case .unstable: self.init(NPYSHARE_TIMED_OUT, number: .timedOut, message)
    case .sourceChanged, .notZstd, .invalidHeader, .damagedFrame, .truncated, .wrongLength:
      self.init(NPYSHARE_DAMAGED, message)
    case .notCurrent: self.init(NPYSHARE_REPLACED, message)
    case .noMemory: self.init(NPYSHARE_SYSTEM, number: .noMemory, message)
    case .rowsOutOfRange: self.init(NPYSHARE_OUT_OF_RANGE, message)
    case .partlyRestored(_, let cause):
      let cause = Failure(cause)
      self.init(Int(cause.kind), message)
      number = cause.number
    case .zstd: self.init(NPYSHARE_SYSTEM, message)
    }
  }
}
