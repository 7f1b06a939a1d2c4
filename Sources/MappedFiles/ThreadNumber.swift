import Glibc
import Synchronization

/// Numbers for threads that are never given twice, as `pthread_self` is after a thread's end.
public enum ThreadNumber {
  private static let last = Atomic<Int>(0)
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    guard unsafe pthread_key_create(&key, nil) == 0 else {
      fatalError("this process has used up its keys for thread-specific data")
    }
    return key
  }()

  /// The calling thread's number, from 1 on.
  public static var current: Int {
    let key = key
    if let known = unsafe pthread_getspecific(key) { return Int(bitPattern: known) }
    let number = last.wrappingAdd(1, ordering: .relaxed).newValue
    guard unsafe pthread_setspecific(key, UnsafeRawPointer(bitPattern: number)) == 0 else {
      fatalError("no memory for the number of a thread")
    }
    return number
  }
}
