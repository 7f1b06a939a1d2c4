// swift-tools-version: 6.3

import PackageDescription

/// The Swift end of the benchmarks.
///
/// A package of its own, so that it is a user of the library like any other: it sees the public
/// interface, across the package's border.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "npyshare", path: "../..")],
  targets: [
    .executableTarget(
      name: "BenchmarkWorker",
      dependencies: [.product(name: "NPYShare", package: "npyshare")])
  ]
)
