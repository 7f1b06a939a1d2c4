import ArgumentParser

struct QueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "Make, look at, empty and remove queues of arrays.",
    discussion: """
      Example: npyshare queue create frames --slots 8 --payload-bytes 8294400

      A queue hands arrays from process to process: they are filled and read in place, in memory that \
      is recycled. Programs send and receive with the library.
      """,
    subcommands: [
      QueueCreateCommand.self, QueueListCommand.self, QueueShowCommand.self,
      QueueDrainCommand.self, QueueCloseCommand.self, QueueRemoveCommand.self,
    ])
}
