/// Everything that can be said of a `.npy` file from its header and its size.
public struct NPYInspection: Hashable, Sendable {
  /// The version, if the file has one that exists.
  public let version: NPYVersion?
  /// The header, if it can be read.
  public let header: NPYHeader?
  /// Bytes before the elements, if the file says it; the header itself may be unreadable.
  public let dataOffset: Int?
  /// What is wrong; empty for a healthy file.
  ///
  /// Old alignments, page-sized headers, either byte order and versions 2.0 and 3.0 where 1.0
  /// would do are healthy.
  public let problems: [NPYProblem]
  /// Whether `np.load(path)` of numpy 2.4 succeeds, with its defaults: no pickles, at most
  /// 10,000 characters of header.
  public let numpyLoads: Bool
  /// Whether `np.load(path, mmap_mode="r")` of numpy 2.4 succeeds, with its defaults.
  public let numpyMaps: Bool

  /// Inspects a file.
  ///
  /// - Parameters:
  ///   - prefix: The whole header if the file has it, else what there is; may go on behind it.
  ///   - fileBytes: The size of the file in bytes.
  /// - Complexity: O(*n*) in the length of the header; some hundred nanoseconds for a healthy
  ///   header of a number type.
  public init(prefix: Span<UInt8>, fileBytes: Int) {
    let raw: RawHeader
    do {
      raw = try RawHeader(prefix)
    } catch {
      version = try? NPYHeader.version(of: prefix)
      header = nil
      dataOffset = try? NPYHeader.extent(of: prefix)
      problems = [NPYProblem(error)]
      numpyLoads = false
      numpyMaps = false
      return
    }
    version = raw.version
    dataOffset = raw.dataOffset
    let header: NPYHeader
    do {
      header = try NPYHeader(raw, source: prefix)
    } catch {
      let verdict = NumpyVerdict(raw, fileBytes: fileBytes)
      numpyLoads = verdict.loads
      numpyMaps = verdict.maps
      self.header = nil
      problems = [NPYProblem(error)]
      return
    }
    self.header = header
    if HeaderLint.isHealthy(raw, header, fileBytes: fileBytes) {
      numpyLoads = true
      numpyMaps = true
      problems = []
      return
    }
    let verdict = NumpyVerdict(raw, fileBytes: fileBytes)
    numpyLoads = verdict.loads
    numpyMaps = verdict.maps
    problems = HeaderLint(raw: raw, header: header, fileBytes: fileBytes).problems(in: prefix)
  }
}
