// swift-tools-version: 6.3

import PackageDescription

/// A Swift program that sends arrays to Python.
let package = Package(
  name: "swift_producer",
  dependencies: [.package(name: "npyshare", path: "../../../..")],
  targets: [
    .executableTarget(
      name: "FrameProducer",
      dependencies: [.product(name: "NPYShare", package: "npyshare")])
  ]
)
