import NPYShare

/// What a command that made an array says.
struct CopyReport {
  let verb: String
  let location: ArrayLocation
  let layout: ArrayLayout

  /// Prints a line, or a JSON object.
  func print(json: Bool) {
    if json {
      let object = JSONValue.object([
        ("location", .string(location.description)),
        ("path", .string(location.path)),
        ("descr", JSONValue(layout.dtype.descr)),
        ("fortran_order", .bool(layout.isFortranOrder)),
        ("shape", JSONValue(layout.shape)),
        ("data_offset", .int(layout.dataOffset)),
        ("data_bytes", .int(layout.dataBytes)),
        ("file_bytes", .int(layout.fileBytes)),
      ])
      Swift.print(object.text)
    } else {
      let order = layout.isFortranOrder ? ", Fortran order" : ""
      Swift.print(
        "\(verb) \(PrintableText(location.path)): \(layout.dtype) \(ShapeText(layout.shape))\(order), \(ByteCount(layout.dataBytes))"
      )
    }
  }
}
