extension DType {
  /// Whether a name or a title holds the stand-in of half of a surrogate pair.
  var hasSurrogateStandIn: Bool {
    switch self {
    case .structured(let type):
      type.fields.contains {
        $0.name.unicodeScalars.contains(where: \.isSurrogateStandIn)
          || $0.title?.hasSurrogateStandIn == true || $0.dtype.hasSurrogateStandIn
      }
    case .subarray(let base, _): base.hasSurrogateStandIn
    default: false
    }
  }
}

extension PythonLiteral {
  /// Whether some string in this value holds the stand-in of half of a surrogate pair.
  fileprivate var hasSurrogateStandIn: Bool {
    switch self {
    case .string(let text): text.unicodeScalars.contains(where: \.isSurrogateStandIn)
    case .tuple(let items), .list(let items), .set(let items):
      items.contains(where: \.hasSurrogateStandIn)
    case .dictionary(let entries):
      entries.contains { $0.key.hasSurrogateStandIn || $0.value.hasSurrogateStandIn }
    default: false
    }
  }
}
