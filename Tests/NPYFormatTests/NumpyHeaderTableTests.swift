import Foundation
import NPYFormat
import TestSupport
import Testing

/// `Fixtures/npy/headers.json` holds the headers that numpy wrote for given dtypes and shapes.
@Suite struct NumpyHeaderTableTests {
  struct Entry: Decodable {
    let dtype: String
    let shape: [Int]
    let fortran_order: Bool
    let header: String
  }

  @Test func everyHeaderIsWrittenByteForByteAsNumpyWroteIt() throws {
    let file = URL(fileURLWithPath: "\(RepositoryFiles.fixtures)/npy/headers.json")
    let entries = try JSONDecoder().decode([Entry].self, from: Data(contentsOf: file))
    #expect(entries.count >= 400)
    for entry in entries {
      let header = try NPYHeader(
        dtype: DType(parsing: entry.dtype), shape: entry.shape,
        isFortranOrder: entry.fortran_order)
      let digits = header.encoded.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      #expect(digits == entry.header, "\(entry.dtype) \(entry.shape) \(entry.fortran_order)")
      let bytes = header.encoded
      let parsed = try NPYHeader(parsing: bytes.span)
      // Not the same value where several ml_dtypes types share a spelling, but the same bytes.
      #expect(parsed.encoded == bytes, "\(entry.dtype) \(entry.shape) \(entry.fortran_order)")
    }
    print("headers: \(entries.count) written as numpy writes them")
  }
}
