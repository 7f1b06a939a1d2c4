import NPYShare
import Testing

@Suite struct ByteCountTests {
  @Test(arguments: [
    (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"),
    (64 << 20, "64 MiB"), (1_288_490_188, "1.2 GiB"), (10_000_128, "9.5 MiB"),
    ((1 << 30) - 1, "1024 MiB"), (150 << 20, "150 MiB"), (Int.max, "8 EiB"),
  ])
  func isReadableByAPerson(bytes: Int, text: String) {
    #expect(ByteCount(bytes).description == text)
  }
}
