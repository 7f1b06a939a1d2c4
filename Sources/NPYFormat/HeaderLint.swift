/// Looks for what is wrong with a file whose header can be read.
struct HeaderLint {
  let raw: RawHeader
  let header: NPYHeader
  let fileBytes: Int

  /// Whether a look suffices to see that there are no problems, and that numpy takes the file: the
  /// text is numpy's own for numbers, and the file is as long as it says.
  static func isHealthy(_ raw: RawHeader, _ header: NPYHeader, fileBytes: Int) -> Bool {
    raw.style == .canonical && raw.characters <= NumpyVerdict.maximumCharacters
      && header.fileBytes == fileBytes && header.isAligned && !header.dtype.isForeignLongDouble
  }

  /// The problems, in the order of the bytes that they are about.
  func problems(in bytes: Span<UInt8>) -> [NPYProblem] {
    var problems: [NPYProblem] = []
    checkLength(&problems)
    if raw.style != .canonical { checkText(bytes, &problems) }
    checkType(&problems)
    checkShape(&problems)
    if !header.isAligned {
      problems.append(
        NPYProblem(
          code: .misaligned,
          message: "elements start at byte \(header.dataOffset), which is no multiple of"
            + " \(header.dtype.alignment), the alignment of \(brief(header.dtype))"))
    }
    // The size of a pickle is not in the header.
    if !header.dtype.hasObject { checkSize(&problems) }
    return problems
  }

  private func checkLength(_ problems: inout [NPYProblem]) {
    if raw.characters > NumpyVerdict.maximumCharacters {
      problems.append(
        NPYProblem(
          code: .headerTooLong,
          message: "the header has \(raw.characters) characters, and numpy reads at most"
            + " \(NumpyVerdict.maximumCharacters) by default"))
    }
  }

  private func checkShape(_ problems: inout [NPYProblem]) {
    if header.itemSize == 0,
      !ElementCount.isReachable(raw.shape, isFortranOrder: raw.isFortranOrder)
    {
      problems.append(
        NPYProblem(
          code: .badShape,
          message: "shape \(PythonLiteral.tuple(raw.shape.map { .int($0) }).repr) has more"
            + " elements than numpy can count when it loads them"))
    }
  }

  private func checkText(_ bytes: Span<UInt8>, _ problems: inout [NPYProblem]) {
    if raw.style == .python2 {
      problems.append(
        NPYProblem(
          code: .python2Long,
          message: "the text is Python 2's: numpy reads it on a second try, with a warning"))
      return
    }
    guard let difference = TextDifference(raw: raw, header: header, in: bytes) else { return }
    problems.append(NPYProblem(code: .noncanonical, message: difference.message))
  }

  private func checkType(_ problems: inout [NPYProblem]) {
    if case .subarray = raw.dtype {
      problems.append(
        NPYProblem(
          code: .topLevelSubarray,
          message: "descr is the sub-array \(ErrorText.abbreviate(raw.dtype.descr)), which"
            + " numpy maps to another shape than it loads"))
    }
    if header.dtype.hasObject {
      problems.append(
        NPYProblem(
          code: .objectDType,
          message: "the elements are Python objects: a pickle, which can run any program"))
    }
    if let name = raw.mlName {
      problems.append(
        NPYProblem(
          code: .unreadableMLDType,
          message: "descr says \(ErrorText.abbreviate(name).debugDescription), a type of ml_dtypes"
            + " that numpy alone does not know"))
    }
    if header.dtype.contains(where: { $0 == .mlFloat(.unspecifiedByte) }) {
      problems.append(
        NPYProblem(
          code: .ambiguousMLDType,
          message: "<V1 is any of the types of one byte of ml_dtypes; numpy reads it as bytes"))
    }
    if header.dtype.contains(where: \.isForeignLongDouble) {
      problems.append(
        NPYProblem(
          code: .foreignLongDouble,
          message: "\(brief(header.dtype)) holds a long double of a machine with"
            + " another byte order, whose layout is not known"))
    }
  }

  private func checkSize(_ problems: inout [NPYProblem]) {
    let expected = header.fileBytes
    if fileBytes < expected {
      problems.append(
        NPYProblem(
          code: .dataMissing,
          message: "the file has \(fileBytes) bytes, \(expected - fileBytes) fewer than the"
            + " \(expected) of its header and elements"))
    } else if fileBytes > expected {
      problems.append(
        NPYProblem(
          code: .trailingBytes,
          message: "the file has \(fileBytes) bytes, \(fileBytes - expected) more than the"
            + " \(expected) of its header and elements"))
    }
  }

  private func brief(_ dtype: DType) -> String { ErrorText.abbreviate(dtype.description) }
}

extension DType {
  /// Whether this type or one in it satisfies a condition.
  fileprivate func contains(where isFound: (DType) -> Bool) -> Bool {
    if isFound(self) { return true }
    switch self {
    case .structured(let type): return type.fields.contains { $0.dtype.contains(where: isFound) }
    case .subarray(let base, _): return base.contains(where: isFound)
    default: return false
    }
  }

  /// Whether this is a `long double`, real or complex, in another byte order than this machine's.
  fileprivate var isForeignLongDouble: Bool {
    switch self {
    case .float(16, let order), .complex(32, let order): order != .native
    default: false
    }
  }
}
