/// How much smaller something has become, as a person says it: `3.4 to 1`.
struct CompressionRatio: CustomStringConvertible {
  let description: String

  init(_ contentBytes: Int, in bytes: Int) {
    let ratio = Double(contentBytes) / Double(max(1, bytes))
    description = ratio >= 100 ? "\(Int(ratio)) to 1" : "\((ratio * 10).rounded() / 10) to 1"
  }
}
