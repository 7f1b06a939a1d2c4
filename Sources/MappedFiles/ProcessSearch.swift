import SystemPackage

/// A walk through all processes, for those that use some files.
struct ProcessSearch {
  private let files: [FileStatus]
  /// Which of the files have an inode; those of several file systems may have the same.
  private let places: [UInt64: [Int]]
  private var users: [[FileUser]]
  private var unknownCounts: [Int]
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)

  init(for files: [FileStatus]) {
    self.files = files
    places = Dictionary(grouping: files.indices) { files[$0].inode }
    users = files.map { _ in [] }
    unknownCounts = files.map { _ in 0 }
  }

  /// What was found of one file.
  func users(ofFileAt index: Int) -> FileUsers {
    FileUsers(users: users[index], unknownCount: unknownCounts[index])
  }

  /// Looks into every process.
  mutating func run() throws(SystemCallError) {
    for process in try DirectoryNames(of: "/proc").names.compactMap({ Int32($0) }).sorted() {
      look(into: process)
    }
  }

  private mutating func look(into process: Int32) {
    var uses: [Int: FileUse] = [:]
    do throws(SystemCallError) {
      try search(process, &uses)
    } catch
      where error.errno == .noSuchFileOrDirectory || error.errno == .noSuchProcess
    {
      // It has ended.
      return
    } catch {
      for index in files.indices where uses[index] == nil { unknownCounts[index] += 1 }
    }
    if uses.isEmpty { return }
    let directory = "/proc/\(process)"
    guard let command = try? ProcessText.read("\(directory)/comm"),
      let user = (try? ProcessStatus(in: directory))?.user
    else { return }
    for (index, use) in uses {
      users[index].append(
        FileUser(
          process: process, command: String(command.dropLast()), user: user,
          protections: use.protections, mappedBytes: use.mappedBytes, isOpen: use.isOpen))
    }
  }

  private mutating func search(
    _ process: Int32, _ uses: inout [Int: FileUse]
  ) throws(SystemCallError) {
    let directory = "/proc/\(process)"
    if try search(in: directory, &uses) { return }
    // A kernel thread, a zombie, or a process whose first thread has ended before the others.
    for thread in try DirectoryNames(of: "\(directory)/task").names where thread != "\(process)" {
      if try search(in: "\(directory)/task/\(thread)", &uses) { return }
    }
  }

  /// Looks at the mappings and the descriptors of a thread, which are its process's; false when it
  /// has no memory any more, or never had any.
  private mutating func search(
    in directory: String, _ uses: inout [Int: FileUse]
  ) throws(SystemCallError) -> Bool {
    var doubtful: [(Int, MapsLine)] = []
    guard try searchMappings(in: directory, &uses, &doubtful) else { return false }
    for name in try DirectoryNames(of: "\(directory)/fd").names {
      guard let status = try? FileStatus(path: "\(directory)/fd/\(name)", links: .followed)
      else { continue }
      for index in places[status.inode] ?? [] where files[index].isSameFile(as: status) {
        uses[index, default: FileUse()].isOpen = true
      }
    }
    // Two files of one inode number, one open and the other mapped, are not to be expected.
    for (index, line) in doubtful where uses[index]?.isOpen == true { uses[index]?.add(line) }
    return true
  }

  private mutating func searchMappings(
    in directory: String, _ uses: inout [Int: FileUse], _ doubtful: inout [(Int, MapsLine)]
  ) throws(SystemCallError) -> Bool {
    let maps: OwnedFile
    do throws(SystemCallError) {
      maps = try OwnedFile(opening: "\(directory)/maps")
    } catch
      where error.errno == .noSuchProcess
    {
      // So say newer kernels of what has no memory; with older ones the file is empty.
      return false
    }
    var reader = MapsReader()
    var offset = 0
    while true {
      var piece = buffer.mutableSpan
      let count = try maps.read(into: &piece, at: offset)
      reader.read(buffer.span.extracting(0..<count), isWanted: { places[$0] != nil }) { line in
        for index in places[line.inode] ?? [] {
          switch isMapping(line, of: files[index], directory) {
          case true: uses[index, default: FileUse()].add(line)
          case nil: doubtful.append((index, line))
          default: break
          }
        }
      }
      offset += count
      if count < buffer.count { return offset > 0 }
    }
  }

  /// Whether a mapping with the file's inode is of the file; nil where that cannot be told.
  ///
  /// Where the devices differ, it may be: a file on btrfs or overlayfs has another device in `maps`
  /// than in its status. What the mapping leads to decides then; without the privilege to follow
  /// that, its path does, unless the file was made without a name or has lost it.
  private func isMapping(_ line: MapsLine, of file: FileStatus, _ directory: String) -> Bool? {
    if line.device == file.device { return true }
    let addresses = "\(String(line.start, radix: 16))-\(String(line.end, radix: 16))"
    if let mapped = try? FileStatus(
      path: "\(directory)/map_files/\(addresses)", links: .followed)
    {
      return mapped.isSameFile(as: file)
    }
    let named = try? FileStatus(path: String(decoding: line.path, as: UTF8.self))
    return named?.isSameFile(as: file) == true ? true : nil
  }
}
