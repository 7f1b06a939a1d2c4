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
  "NPYShare", "ArrayStore", "ArrayReports", "ArrayViews", "MappedFiles", "NPYFormat",
]

let package = Package(
  name: "npyshare",
  products: [
    // The modules behind the umbrella stand here and below too: a change in one of them must reach
    // the builds of those who import only the umbrella.
    .library(
      name: "NPYShare",
      targets: [
        "NPYShare", "ArrayStore", "ArrayReports", "ArrayViews", "MappedFiles", "NPYFormat",
      ]),
    .executable(name: "npyshare", targets: ["CommandLineTool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .target(name: "CShims"),
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
      name: "ArrayStore",
      dependencies: [
        "ArrayViews", "MappedFiles", "NPYFormat",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: lending),
    .target(
      name: "NPYShare",
      dependencies: ["ArrayStore", "ArrayReports", "ArrayViews", "MappedFiles", "NPYFormat"],
      swiftSettings: strict),
    .executableTarget(
      name: "CommandLineTool",
      dependencies: umbrella + [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "shared-frames", dependencies: umbrella, path: "Tools/examples/SharedFrames",
      swiftSettings: strict),
    .executableTarget(
      name: "array-appender", dependencies: umbrella, path: "Tests/ArrayAppender",
      swiftSettings: strict),
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
      name: "ArrayStoreTests", dependencies: umbrella + ["array-appender", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests", dependencies: umbrella + ["CommandLineTool", "TestSupport"],
      swiftSettings: strict),
  ]
)
