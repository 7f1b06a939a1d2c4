// The one import of a Swift user: the store, its queues, views and reports, and the types of the
// format and the files that its calls take and give.
@_exported public import ArrayQueues
@_exported public import ArrayReports
@_exported public import ArraySnapshots
@_exported public import ArrayStore
@_exported public import ArrayViews
@_exported public import MappedFiles
@_exported public import NPYFormat
