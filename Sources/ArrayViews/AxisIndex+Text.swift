extension AxisIndex {
  /// Reads what stands between the brackets of numpy's `a[...]`: `0:3, ::100`, `-1`, `..., None`.
  ///
  /// - Throws: ``AxisIndexError`` `.notAnIndex`, naming the item that is none.
  public static func list(_ text: String) throws(AxisIndexError) -> [AxisIndex] {
    var items = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { trimmed($0) }
    // As in Python a comma at the end means nothing.
    if items.count > 1, items.last == "" { items.removeLast() }
    var list: [AxisIndex] = []
    for item in items {
      guard let index = AxisIndex(item) else { throw .notAnIndex(item) }
      list.append(index)
    }
    return list
  }

  private init?(_ item: String) {
    switch item {
    case "...": self = .ellipsis
    case "None", "newaxis", "np.newaxis": self = .newAxis
    default:
      let parts = item.split(separator: ":", omittingEmptySubsequences: false)
        .map { Self.trimmed($0) }
      if parts.count == 1 {
        guard let place = Int(item) else { return nil }
        self = .at(place)
        return
      }
      guard parts.count <= 3 else { return nil }
      var numbers: [Int?] = [nil, nil, nil]
      for (place, part) in parts.enumerated() where part != "" {
        guard let number = Int(part) else { return nil }
        numbers[place] = number
      }
      self = .slice(from: numbers[0], to: numbers[1], by: numbers[2] ?? 1)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
