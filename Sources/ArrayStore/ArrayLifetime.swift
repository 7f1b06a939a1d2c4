/// How long an array stays.
///
/// The file says nothing of it: an array is a plain `.npy` whatever its lifetime. What goes by itself
/// stands in the journal of the ``ArrayScope`` that owns it.
public enum ArrayLifetime: String, Hashable, Sendable, CaseIterable {
  /// Until it is removed.
  case persistent
  /// Until its scope ends, even if by `kill -9`; those who have it attached then keep it, whole,
  /// until they let go.
  case scoped
  /// Until its scope has ended, or the owner has closed it, and nobody has it attached through
  /// npyshare any more. Who maps it in another way, such as by `np.load`, does not count.
  case lastUser = "last-user"
}
