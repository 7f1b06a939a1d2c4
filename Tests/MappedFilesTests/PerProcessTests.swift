import Glibc
import MappedFiles
import Synchronization
import TestSupport
import Testing

@Suite struct PerProcessTests {
  private final class Thing: Sendable {}

  @Test func allThreadsGetTheSame() throws {
    let thing = PerProcessThing()
    let found = Mutex<Set<ObjectIdentifier>>([])
    try Threads.run(
      (0..<8).map { _ in { found.withLock { _ = $0.insert(thing.identifier) } } })
    #expect(found.withLock { $0.count } == 1)
  }

  /// The child's answers are its exit code: it may do nothing else after a fork among threads.
  @Test func aForkedChildMakesItsOwnAndTheParentKeepsIts() throws {
    let things = PerProcess<Thing>()
    let generation = ProcessForks.generation
    let own = things.value { Thing() }
    let spare = Thing()
    // Swift hides fork, since few calls are allowed after it; those here are among them.
    typealias Fork = @convention(c) () -> pid_t
    guard let symbol = unsafe dlsym(nil, "fork") else {
      Issue.record("there is no fork")
      return
    }
    let fork = unsafe unsafeBitCast(symbol, to: Fork.self)
    let child = fork()
    if child == 0 {
      let isCounted = ProcessForks.generation == generation + 1
      let isNew = things.value { spare } === spare
      _exit(isCounted && isNew ? 42 : 1)
    }
    var status: Int32 = 0
    #expect(unsafe waitpid(child, &status, 0) == child)
    #expect(status == 42 << 8)
    #expect(ProcessForks.generation == generation)
    #expect(things.value { Thing() } === own)
  }

  @Test func noTwoThreadsHaveTheSameNumber() throws {
    let numbers = Mutex<[Int]>([])
    for _ in 0..<5 {
      try Threads.run(
        (0..<4).map { _ in
          {
            let number = ThreadNumber.current
            #expect(ThreadNumber.current == number)
            numbers.withLock { $0.append(number) }
          }
        })
    }
    #expect(numbers.withLock { Set($0).count } == 20)
  }

  /// One of them that closures can share.
  private final class PerProcessThing: Sendable {
    private let thing = PerProcess<Thing>()

    var identifier: ObjectIdentifier { ObjectIdentifier(thing.value { Thing() }) }
  }
}
