import Foundation

/// Files of the checkout that tests need.
public enum RepositoryFiles {
  /// The top of the checkout.
  public static let root: String = {
    // This file is Tests/TestSupport/RepositoryFiles.swift.
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// The Python that `Tools/setup` makes, with numpy in it.
  public static let python = "\(root)/.build/python/bin/python"

  /// The files that numpy wrote, and their like.
  public static let fixtures = "\(root)/Fixtures"

  /// The command: the one that `$NPYSHARE_COMMAND` names, or the one that is built along with the
  /// tests.
  ///
  /// The static release build starts ten times as fast.
  public static let npyshare =
    ProcessInfo.processInfo.environment["NPYSHARE_COMMAND"] ?? "\(root)/.build/debug/npyshare"

  /// The program that makes arrays longer, built along with the tests.
  public static let arrayAppender = "\(root)/.build/debug/array-appender"

  /// The program that takes leases, built along with the tests.
  public static let leaseWorker = "\(root)/.build/debug/lease-worker"

  /// The program that sends and receives, built along with the tests.
  public static let queueWorker = "\(root)/.build/debug/queue-worker"

  /// The program that owns arrays, built along with the tests.
  public static let arrayOwner = "\(root)/.build/debug/array-owner"
}
