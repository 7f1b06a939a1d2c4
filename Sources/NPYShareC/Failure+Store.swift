import ArrayStore
import CNPYShare
import MappedFiles
import SystemPackage

extension Failure {
  init(_ error: ArrayStoreError, _ message: String) {
    switch error {
    case .system(_, _, let refusal): self.init(refusal, message)
    case .alreadyExists: self.init(NPYSHARE_EXISTS, number: .fileExists, message)
    case .notFound, .notInRoot, .noDirectory:
      self.init(NPYSHARE_NOT_FOUND, number: .noSuchFileOrDirectory, message)
    case .noSpace: self.init(NPYSHARE_NO_SPACE, number: .noSpace, message)
    case .timedOut, .headerLocked, .leaseTimedOut, .namespaceLocked:
      self.init(NPYSHARE_TIMED_OUT, number: .timedOut, message)
    case .otherOwner, .untrustedDirectory:
      self.init(NPYSHARE_NOT_PERMITTED, number: .permissionDenied, message)
    case .notNPY, .notRegularFile, .invalidHeader, .invalidArchive, .truncated, .sourceChanged:
      self.init(NPYSHARE_DAMAGED, message)
    case .shareableList(_, let reason): self.init(reason, message)
    case .notWritable: self.init(NPYSHARE_NOT_WRITABLE, message)
    case .inUse, .ownedElsewhere, .inQueue:
      self.init(NPYSHARE_IN_USE, number: .resourceBusy, message)
    case .closed, .scopeEnded: self.init(NPYSHARE_CLOSED, message)
    case .leaseHeldByThisThread:
      self.init(NPYSHARE_DEADLOCK, number: .deadlock, message)
    case .rowsOutOfRange: self.init(NPYSHARE_OUT_OF_RANGE, message)
    case .nameLost: self.init(NPYSHARE_REPLACED, message)
    case .tooManyOpenFiles: self.init(NPYSHARE_SYSTEM, number: .tooManyOpenFiles, message)
    case .tooManyMappings, .memoryLockLimit:
      self.init(NPYSHARE_SYSTEM, number: .noMemory, message)
    case .noScopes, .noHugePages, .scopeFull:
      self.init(NPYSHARE_SYSTEM, number: .notSupported, message)
    case .invalidLocation, .undecodableNames, .objectElements, .invalidLayout, .elementMismatch,
      .notViewable, .sizeMismatch, .notGrowable, .notWholeRows, .notRepairable, .notUnderRoot:
      self.init(NPYSHARE_INVALID, number: .invalidArgument, message)
    }
  }

  private init(_ error: ShareableListError, _ message: String) {
    switch error {
    case .noItem: self.init(NPYSHARE_OUT_OF_RANGE, message)
    case .tooLong: self.init(NPYSHARE_INVALID, number: .invalidArgument, message)
    default: self.init(NPYSHARE_DAMAGED, message)
    }
  }
}
