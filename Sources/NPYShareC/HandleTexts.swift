import MappedFiles

/// Texts that were handed out, and that go with their handle.
final class HandleTexts: Sendable {
  private let texts = Guarded<[String: CText]>([:])

  func text(_ text: String) -> CText {
    texts.withLock { texts in
      if let known = texts[text] { return known }
      let new = CText(text)
      texts[text] = new
      return new
    }
  }

  deinit {
    texts.withLock { texts in
      for text in texts.values { text.free() }
    }
  }
}
