import ArrayViews
import Glibc
import Synchronization
import Testing

@Suite struct ParallelWorkTests {
  @Test(arguments: [0, 1, 2, 7, 64, 1000, 100_000], [nil, -1, 0, 1, 2, 3, 64])
  func eachPieceIsDoneExactlyOnce(pieceCount: Int, threadCount: Int?) {
    let times = Mutex([UInt8](repeating: 0, count: pieceCount))
    ParallelWork.forEach(pieceCount: pieceCount, threadCount: threadCount) { piece in
      times.withLock { $0[piece] += 1 }
    }
    #expect(times.withLock { $0.allSatisfy { $0 == 1 } })
  }

  @Test func whatAllPiecesStoredIsThereAfterwards() {
    for _ in 0..<200 {
      let sum = Atomic(0)
      ParallelWork.forEach(pieceCount: 50, threadCount: 8) { sum.add($0, ordering: .relaxed) }
      #expect(sum.load(ordering: .relaxed) == 50 * 49 / 2)
    }
  }

  @Test(arguments: [1, 3]) func progressGrowsOnTheCallingThread(threadCount: Int) {
    let caller = pthread_self()
    var told = [0]
    ParallelWork.forEach(
      pieceCount: 100, threadCount: threadCount,
      progress: {
        #expect(pthread_equal(pthread_self(), caller) != 0)
        #expect(($0 > told[told.count - 1]) && $0 <= 100)
        told.append($0)
      }, { _ in })
    #expect(threadCount > 1 || told == Array(0...100))
  }

  @Test func piecesCanHavePiecesOfTheirOwn() {
    let count = Atomic(0)
    ParallelWork.forEach(pieceCount: 5, threadCount: 4) { _ in
      ParallelWork.forEach(pieceCount: 6, threadCount: 3) { _ in
        ParallelWork.forEach(pieceCount: 7, threadCount: 2) { _ in
          count.add(1, ordering: .relaxed)
        }
      }
    }
    #expect(count.load(ordering: .relaxed) == 5 * 6 * 7)
  }

  @Test func thereIsAProcessor() {
    #expect(ParallelWork.processorCount >= 1)
  }
}
