import ArgumentParser
import NPYShare

/// What is to become of the segments of other programs.
struct ForeignOptions: ParsableArguments {
  @Flag(
    help: "Remove segments of other programs that no process maps, instead of npyshare's arrays.")
  var foreign = false

  @Flag(help: "With --foreign: also what may be meant to stay when nobody uses it.")
  var allKinds = false

  @Flag(help: "With --foreign: although some processes could not be looked into.")
  var ignoreUnknown = false

  @Option(
    help: ArgumentHelp(
      "With --foreign: only what was made or written so many seconds ago.", valueName: "seconds"))
  var minimumAge = 60

  func validate() throws {
    if minimumAge < 0 { throw ValidationError("--minimum-age is not negative.") }
    if !foreign, allKinds || ignoreUnknown || minimumAge != 60 {
      throw ValidationError("--all-kinds, --ignore-unknown and --minimum-age go with --foreign.")
    }
  }

  /// As the library takes them.
  func options(isDryRun: Bool) -> ForeignSegments.Options {
    var options = ForeignSegments.Options()
    options.isDryRun = isDryRun
    options.scope = allKinds ? .allKinds : .temporary
    options.ignoresUnknownProcesses = ignoreUnknown
    options.minimumAge = minimumAge
    return options
  }
}
