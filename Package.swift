// swift-tools-version: 6.3

import PackageDescription

/// Every Swift target: language mode 6 (the tools version's default), strict memory safety,
/// imports that stay internal, and no warning left standing.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The targets that hand out spans and views of memory.
let lending: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

/// The umbrella module and what it re-exports.
let umbrella: [Target.Dependency] = [
  "NPYShare", "ArrayStore", "ArrayQueues", "ArraySnapshots", "ArrayReports", "ArrayViews",
  "MappedFiles", "NPYFormat",
]

let package = Package(
  name: "npyshare",
  products: [
    // The modules behind the umbrella stand here and below too: a change in one of them must reach
    // the builds of those who import only the umbrella.
    .library(
      name: "NPYShare",
      targets: [
        "NPYShare", "ArrayStore", "ArrayQueues", "ArraySnapshots", "ArrayReports", "ArrayViews",
        "MappedFiles", "NPYFormat",
      ]),
    .executable(name: "npyshare", targets: ["CommandLineTool"]),
    // For Python and others; see Tools/python for how it is built to stand alone.
    .library(name: "NPYShareC", type: .dynamic, targets: ["NPYShareC"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    // For the SHA-256 of `verify --digest` alone: a hash that people rely on is not to be home-made.
    .package(url: "https://github.com/apple/swift-crypto", from: "3.12.3"),
  ],
  targets: [
    .target(name: "CShims"),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "NPYFormat", swiftSettings: strict),
    .target(
      name: "MappedFiles",
      dependencies: ["CShims", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: lending),
    .target(
      name: "ArrayViews", dependencies: ["CShims", "NPYFormat"], swiftSettings: lending),
    .target(
      name: "ArrayReports", dependencies: ["ArrayViews", "NPYFormat"], swiftSettings: strict),
    .target(
      name: "QueueLayout", dependencies: ["CShims", "MappedFiles"], swiftSettings: strict),
    .target(
      name: "ArrayStore",
      dependencies: [
        "ArrayViews", "MappedFiles", "NPYFormat", "QueueLayout",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: lending),
    .target(
      name: "ArraySnapshots",
      dependencies: [
        "ArrayStore", "ArrayViews", "CZstd", "MappedFiles", "NPYFormat",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: lending),
    .target(
      name: "ArrayQueues",
      dependencies: [
        "ArrayStore", "ArrayViews", "CShims", "MappedFiles", "NPYFormat", "QueueLayout",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: lending),
    .target(
      name: "NPYShare",
      dependencies: [
        "ArrayStore", "ArrayQueues", "ArraySnapshots", "ArrayReports", "ArrayViews",
        "MappedFiles", "NPYFormat",
      ],
      swiftSettings: strict),
    .target(name: "CNPYShare"),
    .target(
      name: "NPYShareC",
      dependencies: [
        "CNPYShare", "ArrayStore", "ArrayQueues", "ArraySnapshots", "MappedFiles",
        "NPYFormat", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "CommandLineTool",
      dependencies: umbrella + [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "shared-frames", dependencies: umbrella, path: "Tools/examples/SharedFrames",
      swiftSettings: strict),
    .executableTarget(
      name: "queue-pipeline", dependencies: umbrella, path: "Tools/examples/QueuePipeline",
      swiftSettings: strict),
    .executableTarget(
      name: "array-appender", dependencies: umbrella, path: "Tests/ArrayAppender",
      swiftSettings: strict),
    .executableTarget(
      name: "ownership-soaker", dependencies: umbrella, path: "Tests/OwnershipSoaker",
      swiftSettings: strict),
    .executableTarget(
      name: "lease-worker", dependencies: umbrella + ["TestSupport"], path: "Tests/LeaseWorker",
      swiftSettings: strict),
    .target(
      name: "QueueCampaign", dependencies: umbrella, path: "Tests/QueueCampaign",
      swiftSettings: strict),
    .target(name: "CSelfKill", path: "Tests/CSelfKill"),
    .executableTarget(
      name: "queue-worker",
      dependencies: umbrella + ["CFork", "CSelfKill", "QueueCampaign", "TestSupport"],
      path: "Tests/QueueWorker", swiftSettings: strict),
    .target(name: "CFork", path: "Tests/CFork"),
    .executableTarget(
      name: "array-owner",
      dependencies: umbrella + [
        "CFork", .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/ArrayOwner", swiftSettings: strict),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "NPYFormatTests", dependencies: ["NPYFormat", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "MappedFilesTests",
      dependencies: [
        "MappedFiles", "TestSupport", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ArrayViewsTests", dependencies: ["ArrayViews", "NPYFormat", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ArrayReportsTests",
      dependencies: ["ArrayReports", "ArrayViews", "NPYFormat", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ArrayStoreTests",
      dependencies: umbrella + [
        "array-appender", "array-owner", "lease-worker", "ownership-soaker", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ArrayQueuesTests",
      dependencies: umbrella + ["queue-worker", "QueueCampaign", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ArraySnapshotsTests", dependencies: umbrella + ["TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: umbrella + ["CommandLineTool", "array-owner", "queue-worker", "TestSupport"],
      swiftSettings: strict),
  ]
)
