import ArrayStore
import CNPYShare
import MappedFiles
import NPYFormat

// What callers hand over, checked and as the library wants it.

/// Text that is not missing.
func text(_ pointer: UnsafePointer<CChar>?, _ what: String) throws(Failure) -> String {
  guard let text = unsafe try optionalText(pointer, what) else { throw .invalid("\(what) is NULL") }
  return text
}

func optionalText(
  _ pointer: UnsafePointer<CChar>?, _ what: String
) throws(Failure) -> String? {
  guard let pointer = unsafe pointer else { return nil }
  guard let text = unsafe String(validatingCString: pointer) else {
    throw .invalid("\(what) is not UTF-8")
  }
  return text
}

/// Where something is stored for the caller.
func place<Value>(
  _ pointer: UnsafeMutablePointer<Value>?, _ what: String
) throws(Failure) -> UnsafeMutablePointer<Value> {
  guard let pointer = unsafe pointer else { throw .invalid("the place for \(what) is NULL") }
  return unsafe pointer
}

/// The extents of an array's axes.
func shape(_ count: Int32, _ extents: UnsafePointer<Int64>?) throws(Failure) -> [Int] {
  guard count >= 0, count <= NPYSHARE_MAX_AXES else {
    throw .invalid("an array has 0 to 64 axes, not \(count)")
  }
  guard count > 0 else { return [] }
  guard let extents = unsafe extents else { throw .invalid("the shape is NULL") }
  return unsafe UnsafeBufferPointer(start: extents, count: Int(count)).map(Int.init)
}

/// A dtype, as its descr or as `numpy.dtype` takes it.
func dtype(_ descr: UnsafePointer<CChar>?) throws -> DType {
  try KnownDTypes.dtype(unsafe try text(descr, "the descr"))
}

/// How long to wait; nil for without end.
func duration(_ seconds: Double) throws(Failure) -> Duration? {
  if seconds == 0 { return .zero }
  if seconds.isNaN { throw .invalid("the timeout is not a number") }
  // Longer than any process lives is as good as for ever.
  return seconds < 0 || seconds > 1e9 ? nil : .seconds(seconds)
}

/// The same for calls that count a wait in any case.
func boundedDuration(_ seconds: Double) throws(Failure) -> Duration {
  try duration(seconds) ?? .seconds(1_000_000_000)
}

func access(_ number: Int32) throws(Failure) -> SharedArray.Access {
  switch Int(number) {
  case NPYSHARE_READ_ONLY: .readOnly
  case NPYSHARE_READ_WRITE: .readWrite
  case NPYSHARE_PRIVATE_COPY: .privateCopy
  default: throw .invalid("the access is \(number); there are 0, 1 and 2")
  }
}

func lifetime(_ number: Int32) throws(Failure) -> ArrayLifetime {
  switch Int(number) {
  case NPYSHARE_PERSISTENT: .persistent
  case NPYSHARE_SCOPED: .scoped
  case NPYSHARE_LAST_USER: .lastUser
  default: throw .invalid("the lifetime is \(number); there are 0, 1 and 2")
  }
}

/// The directory of plain names.
func root(_ path: UnsafePointer<CChar>?) throws(Failure) -> ArrayRoot {
  guard let path = unsafe try optionalText(path, "the root") else { return .standard }
  if path.isEmpty { throw .invalid("the root needs a path") }
  return ArrayRoot(path: path)
}

/// Where a new array goes, and how it is made.
struct NewPlace {
  let location: ArrayLocation
  let options: CreationOptions

  init(
    _ location: UnsafePointer<CChar>?, _ creation: UnsafePointer<npyshare_creation>?
  ) throws {
    var options = CreationOptions()
    if let creation = unsafe creation?.pointee {
      options.isFortranOrder = unsafe creation.is_fortran != 0
      options.format = unsafe creation.is_raw != 0 ? .raw : .npy
      options.padding = unsafe creation.is_page_padded != 0 ? .page : .numpy
      options.space = unsafe creation.is_sparse != 0 ? .sparse : .reserved
      options.onConflict = unsafe creation.replaces != 0 ? .replace : .refuse
      options.isDurable = unsafe creation.is_durable != 0
      options.lifetime = try lifetime(unsafe creation.lifetime)
      let permissions = unsafe creation.permissions
      guard permissions <= 0o7777 else {
        throw Failure.invalid("the mode is \(permissions); it has 12 bits")
      }
      if permissions != 0 { options.permissions = permissions }
      if let scope = unsafe creation.scope {
        options.scope = unsafe try Handle.at(scope, as: ScopeHandle.self).scope
        if options.lifetime == .persistent { options.lifetime = .scoped }
      }
    }
    let root = options.scope?.root ?? .standard
    if let text = unsafe try optionalText(location, "the location") {
      self.location = try ArrayLocation(text, root: root)
    } else {
      self.location = ArrayLocation(generatedIn: root)
    }
    self.options = options
  }
}
