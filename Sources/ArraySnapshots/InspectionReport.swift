package import ArrayStore
import MappedFiles
package import NPYFormat

/// What is said of one inspected file.
package struct InspectionReport {
  /// How the look at a file ended.
  package enum Finding {
    case npy(ArrayInspection)
    case npz(NPZInspection)
    case snapshot(SnapshotReader)
    /// Frames that hold no array, or not all of one.
    case damaged(SnapshotError)
    case failed(ArrayStoreError)
  }

  package let path: String
  package let finding: Finding

  /// Looks at a file.
  package init(path: String) {
    self.path = path
    // Opening a FIFO or a device is something that others notice.
    if let status = try? FileStatus(path: path, links: .followed), status.kind != .regularFile {
      finding = .failed(.notRegularFile(path, status.kind))
      return
    }
    if let snapshot = Self.snapshot(path) {
      finding = snapshot
      return
    }
    do throws(ArrayStoreError) {
      finding =
        if let archive = try NPZInspection(path: path) {
          .npz(archive)
        } else {
          .npy(try ArrayInspection(path: path))
        }
    } catch {
      finding = .failed(error)
    }
  }

  /// Looks at what begins as zstd frames do, or is named so; nil for other files.
  ///
  /// The header's frame, the seek table and what a snapshot says of itself are read, no elements.
  private static func snapshot(_ path: String) -> Finding? {
    do throws(SnapshotError) {
      return .snapshot(try SnapshotReader(path))
    } catch .notZstd where !path.hasSuffix(".zst") {
      return nil
    } catch {
      if error.isDamage { return .damaged(error) }
      guard case .array(let error) = error else {
        // The kernel's refusals are told as for any other file.
        return nil
      }
      return .failed(error)
    }
  }

  /// A target that there was no way to look at.
  package init(failed target: String, _ error: ArrayStoreError) {
    path = target
    finding = .failed(error)
  }

  /// What is wrong with the file.
  package var problems: [NPYProblem] {
    switch finding {
    case .npy(let inspection): inspection.format.problems
    case .npz(let archive): archive.problems
    case .snapshot, .damaged, .failed: []
    }
  }
}
