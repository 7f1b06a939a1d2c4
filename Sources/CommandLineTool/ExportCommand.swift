import ArgumentParser
import NPYShare

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Copy an array into a .npy file, or its elements into a raw file.",
    discussion: """
      Example: npyshare export photos photos.npy --durable

      The file appears when it is complete.
      """)

  @Argument(help: "The array.")
  var location: String

  @Argument(help: "The file to make.", completion: .file())
  var file: String

  @Flag(help: "Write the elements only.")
  var raw = false

  @Flag(help: "Return when the file is on the disk.")
  var durable = false

  @Flag(help: "Replace what has that name.")
  var replace = false

  @Flag(help: "Export an array of another user, too: they may change it meanwhile.")
  var anyOwner = false

  @OptionGroup var mode: ModeOptions
  @OptionGroup var root: RootOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let array = try SharedArray.attach(
      try root.location(location), owners: anyOwner ? .any : .own)
    let target = try ArrayLocation(file: file)
    var options = CreationOptions()
    options.format = raw ? .raw : .npy
    options.permissions = mode.mode
    options.onConflict = replace ? .replace : .refuse
    options.isDurable = durable
    let progress = ProgressLine("export \(location)")
    defer { progress.finish() }
    let layout = try array.export(to: file, options: options, progress: progress.callback)
    progress.finish()
    CopyReport(verb: "exported", location: target, layout: layout).print(json: output.json)
  }
}
