import NPYFormat

/// Why a payload is not what its queue says.
enum PayloadProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case size(needed: Int, found: Int)
  case header(NPYFormatError)

  var description: String {
    switch self {
    case .size(let needed, let found): "it needs \(needed) bytes and has \(found)"
    case .header(let error): "its header: \(error)"
    }
  }
}
