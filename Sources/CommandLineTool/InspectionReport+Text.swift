import NPYShare

extension InspectionReport {
  /// Several lines on one file.
  func text(withBytes: Bool) -> String {
    switch finding {
    case .npy(let inspection):
      withBytes ? Self.lines(inspection) + "\n" + HeaderDump.text(of: path) : Self.lines(inspection)
    case .npz(let archive): Self.lines(archive)
    case .snapshot(let snapshot): Self.lines(snapshot)
    case .damaged(let error): "\(PrintableText(path))\n  problem   \(error)"
    case .failed(let error): "\(error)"
    }
  }

  /// A line a file, and then what is wrong with them.
  static func table(_ reports: [InspectionReport]) -> String {
    var table = TextTable([
      ("PATH", .left), ("DTYPE", .left), ("SHAPE", .left), ("ORDER", .left), ("VERSION", .left),
      ("OFFSET", .right), ("SIZE", .right), ("NUMPY", .left),
    ])
    var remarks: [String] = []
    for report in reports {
      switch report.finding {
      case .npy(let inspection):
        table.append([report.path] + row(inspection.format, size: inspection.status.size))
      case .npz(let archive):
        let count = archive.members.count
        table.append([
          report.path, "npz", "\(count) \(count == 1 ? "member" : "members")", "-", "-", "-",
          "\(ByteCount(archive.status.size))", "-",
        ])
      case .snapshot(let snapshot):
        table.append([report.path] + row(snapshot))
        if snapshot.hasAlteredMetadata {
          remarks.append("\(PrintableText(report.path)): \(alteredMetadata)")
        }
      case .damaged(let error):
        table.append([report.path, "?", "?", "?", "?", "?", "?", "refuses"])
        remarks.append("\(error)")
      case .failed(let error):
        remarks.append("\(error)")
      }
      remarks += report.problems.map { "\(PrintableText(report.path)): \($0)" }
    }
    return ([table.text] + remarks).joined(separator: "\n")
  }

  private static func row(_ format: NPYInspection, size: Int) -> [String] {
    let header = format.header
    return [
      header.map { "\($0.dtype)" } ?? "?", header.map { "\(ShapeText($0.shape))" } ?? "?",
      header.map { $0.isFortranOrder ? "F" : "C" } ?? "?", format.version?.description ?? "?",
      format.dataOffset.map(String.init) ?? "?", "\(ByteCount(size))", verdict(format),
    ]
  }

  private static func verdict(_ format: NPYInspection) -> String {
    switch (format.numpyLoads, format.numpyMaps) {
    case (true, true): "loads, maps"
    case (true, false): "loads only"
    case (false, true): "maps only"
    case (false, false): "refuses"
    }
  }

  private static func lines(_ inspection: ArrayInspection) -> String {
    let format = inspection.format
    let size = inspection.status.size
    var lines = [PrintableText(inspection.path).description]
    if let header = format.header {
      lines += Self.lines(header)
    } else if let version = format.version {
      lines.append("  header    version \(version), not readable")
    }
    lines.append(
      "  file      \(size) bytes, \(ByteCount(inspection.status.allocatedBytes)) resident"
    )
    lines.append("  numpy     \(verdict(format))")
    lines += format.problems.map { "  problem   \($0)" }
    return lines.joined(separator: "\n")
  }

  /// Four lines on a header.
  static func lines(_ header: NPYHeader) -> [String] {
    let elements = "\(header.elementCount) \(header.elementCount == 1 ? "element" : "elements")"
    return [
      "  dtype     \(header.dtype), \(ByteCount(header.itemSize)) an element",
      "  shape     \(ShapeText(header.shape)), \(elements), \(header.isFortranOrder ? "Fortran" : "C") order",
      "  header    version \(header.version), \(header.dataOffset) bytes",
      "  elements  \(header.dataBytes) bytes from byte \(header.dataOffset), \(header.isAligned ? "aligned" : "not aligned")",
    ]
  }

  private static func lines(_ archive: NPZInspection) -> String {
    var table = TextTable([
      ("  MEMBER", .left), ("METHOD", .left), ("DTYPE", .left), ("SHAPE", .left), ("SIZE", .right),
      ("STORED", .right),
    ])
    for member in archive.members {
      let (entry, header) = (member.entry, member.format?.header)
      let shape = header.map { "\(ShapeText($0.shape))" + ($0.isFortranOrder ? " F" : "") }
      table.append([
        "  " + entry.name, "\(entry.method)", header.map { "\($0.dtype)" } ?? "-", shape ?? "-",
        "\(ByteCount(entry.uncompressedBytes))", "\(ByteCount(entry.compressedBytes))",
      ])
    }
    let problems = archive.problems.map { "  problem   \($0)" }
    return ([PrintableText(archive.path).description, table.text] + problems).joined(
      separator: "\n")
  }
}
