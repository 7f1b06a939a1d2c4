/// What can be said of a scope: whether its owner lives, and who it said it was.
public struct ScopeStatus: Hashable, Sendable {
  /// What it is called.
  public let identifier: ScopeIdentifier
  /// Whether its owner lives: whether the kernel holds a lock for it.
  public let isAlive: Bool
  /// The process id that the owner had in its own namespace; by now it may be another process's.
  public let process: Int32
  /// The name of the owner's program.
  public let command: String
  /// When it began, in seconds since 1970.
  public let began: Int
  /// How many arrays it owns, or would if they were still there.
  public let arrayCount: Int
}
