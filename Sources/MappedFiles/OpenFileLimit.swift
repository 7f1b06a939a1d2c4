import Glibc
import SystemPackage

/// How many descriptors this process may have open at a time (`RLIMIT_NOFILE`).
public struct OpenFileLimit: Hashable, Sendable {
  /// How many it may have now; often 1024.
  public let soft: Int
  /// How far it may raise that itself; often 4096 to 1,048,576.
  public let hard: Int

  /// The limits now.
  ///
  /// The corresponding C function is `getrlimit`; `ulimit -Sn` and `ulimit -Hn` print them.
  public static var current: OpenFileLimit {
    let limit = kernelLimit
    return OpenFileLimit(soft: Int(clamping: limit.rlim_cur), hard: Int(clamping: limit.rlim_max))
  }

  /// Lets this process have at least `count` descriptors open; a limit that is higher stays.
  ///
  /// It holds for the whole process and for the programs that it starts from now on. Those that use
  /// `select`, in this process or there, break with a descriptor of 1024 or more; that is why the
  /// limit is low where nobody raised it. The corresponding C function is `setrlimit`.
  ///
  /// - Parameter count: how many.
  /// - Returns: the limits from now on.
  /// - Throws: ``SystemCallError``; `EINVAL` for more than ``hard``.
  @discardableResult
  public static func raise(to count: Int) throws(SystemCallError) -> OpenFileLimit {
    var limit = kernelLimit
    guard limit.rlim_cur < count else { return current }
    limit.rlim_cur = rlim_t(count)
    _ = try systemCall("setrlimit(RLIMIT_NOFILE)") { unsafe setrlimit(resource, &limit) }
    return current
  }

  private static var kernelLimit: rlimit {
    var limit = rlimit()
    // With a resource that exists and memory of our own it cannot fail.
    unsafe getrlimit(resource, &limit)
    return limit
  }

  private static var resource: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}
