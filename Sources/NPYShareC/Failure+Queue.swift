import ArrayQueues
import CNPYShare
import SystemPackage

extension Failure {
  init(_ error: ArrayQueueError) {
    let message = error.description
    switch error {
    case .store(let error): self.init(error, message)
    case .unusable, .damaged: self.init(NPYSHARE_DAMAGED, message)
    case .roleTaken, .tooManyPeers: self.init(NPYSHARE_IN_USE, number: .resourceBusy, message)
    case .closed, .forked: self.init(NPYSHARE_CLOSED, message)
    case .ended: self.init(NPYSHARE_ENDED, message)
    case .timedOut: self.init(NPYSHARE_TIMED_OUT, number: .timedOut, message)
    case .arrayLost: self.init(NPYSHARE_NOT_FOUND, number: .noSuchFileOrDirectory, message)
    case .invalidCounts, .notAnArray, .rawArray, .tooLarge, .invalidLayout, .elementMismatch,
      .notViewable:
      self.init(NPYSHARE_INVALID, number: .invalidArgument, message)
    }
  }
}
