package import MappedFiles
import SystemPackage

extension ArrayStoreError {
  /// What a refused call means: a limit of the process, with its numbers, or just the refusal.
  package static func refused(_ action: String, _ name: String, _ error: SystemCallError) -> Self {
    if error.errno == .tooManyOpenFiles {
      return .tooManyOpenFiles(action: action, name: name, .current)
    }
    // Out of memory is the kernel's word for this limit, too.
    if error.errno == .noMemory, let mappings = MappingLimit.current,
      mappings.used >= mappings.limit
    {
      return .tooManyMappings(action: action, name: name, mappings)
    }
    return .system(action: action, name: name, error)
  }
}
