/// How long ago something was, as a person says it: `12 s`, `5 min`, `3 h`, `2 d`.
struct AgeText: CustomStringConvertible {
  let seconds: Int

  var description: String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min"
    case ..<86400: "\(seconds / 3600) h"
    default: "\(seconds / 86400) d"
    }
  }
}
