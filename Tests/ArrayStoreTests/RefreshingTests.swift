import NPYShare
import TestSupport
import Testing

/// Handles that follow what becomes of their array.
@Suite struct RefreshingTests {
  @Test(arguments: [SharedArray.Access.readOnly, .readWrite, .privateCopy])
  func aHandleKeepsWhatItHasUntilItRefreshes(access: SharedArray.Access) throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let grower = try SharedArray.create(location, copying: [Int32(1), 2])
    let reader = try SharedArray.attach(location, access: access)
    #expect(try reader.isCurrent)
    #expect(try !reader.refresh())
    for count in 3...300 {
      try grower.append(copying: [Int32(count)])
      #expect(try !reader.isCurrent)
      #expect(reader.shape == [count - 1])
      #expect(try reader.withUnleasedBytes { $0.count } == 4 * (count - 1))
      #expect(try reader.refresh())
      #expect(try reader.isCurrent)
      try reader.withUnleasedView(as: Int32.self) { view in
        #expect(view.count == count && view[count - 1] == Int32(count) && view[0] == 1)
      }
    }
  }

  @Test func aViewStaysValidWhileItsHandleGoesOn() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let grower = try SharedArray.create(location, copying: [Int32(1), 2])
    let reader = try SharedArray.attach(location)
    var replacing = CreationOptions()
    replacing.onConflict = .replace
    try reader.withUnleasedView(as: Int32.self) { view in
      // More than the addresses that are kept in reserve, so that the file is mapped anew.
      try grower.append(rows: 1 << 20, as: Int32.self) { $0[flat: 0] = 3 }
      #expect(try reader.refresh())
      #expect(reader.shape == [(1 << 20) + 2])
      try SharedArray.create(location, copying: [9.5], options: replacing)
        .withUnleasedView(as: Double.self) { #expect($0[0] == 9.5) }
      #expect(try reader.refresh())
      #expect(view.count == 2 && view[0] == 1 && view[1] == 2)
    }
    try reader.withUnleasedView(as: Double.self) { #expect($0[0] == 9.5) }
    try grower.withUnleasedView(as: Int32.self) { #expect($0[2] == 3) }
  }

  @Test func aPrivateCopyBeginsAnew() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let grower = try SharedArray.create(location, copying: [Int32(1), 2])
    let copy = try SharedArray.attach(location, access: .privateCopy)
    try copy.withUnleasedMutableView(as: Int32.self) { $0[0] = 50 }
    #expect(try !copy.refresh())
    try copy.withUnleasedView(as: Int32.self) { #expect($0[0] == 50) }
    try grower.append(copying: [Int32(3)])
    #expect(try copy.refresh())
    try copy.withUnleasedMutableView(as: Int32.self) { view in
      #expect(view[0] == 1 && view[2] == 3)
      view[2] = 60
    }
    try grower.withUnleasedView(as: Int32.self) { #expect($0[2] == 3) }
  }

  @Test func aReplacementIsFollowedWithTheSameAccess() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let old = try SharedArray.create(location, copying: [Int32(1), 2])
    let handle = try SharedArray.attach(location, access: .readWrite)
    var replacing = CreationOptions()
    replacing.onConflict = .replace
    let new = try SharedArray.create(
      location, copying: [1.5, 2.5, 3.5, 4.5], shape: [2, 2], options: replacing)
    #expect(try !handle.isCurrent && handle.dtype == .int32)
    #expect(try handle.refresh())
    #expect(handle.dtype == .float64 && handle.shape == [2, 2])
    try handle.append(copying: [5.5, 6.5])
    #expect(try new.refresh())
    #expect(new.shape == [3, 2])
    #expect(try !old.isCurrent)
    try old.withUnleasedView(as: Int32.self) { #expect($0[1] == 2) }
  }

  @Test func aNameThatIsGoneIsNotFoundAndTheElementsStay() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [Int32(1), 2])
    try SharedArray.remove(location)
    #expect(try !array.isCurrent)
    #expect(throws: ArrayStoreError.notFound(location.description)) { try array.refresh() }
    try array.withUnleasedView(as: Int32.self) { #expect($0[1] == 2) }
    #expect(try array.append(copying: [Int32(3)]) == 2..<3)
    #expect(try directory.names().isEmpty)
  }

  @Test func aReplacementThatMayNotBeAttachedIsRefused() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [Int32(1), 2])
    var replacing = CreationOptions()
    replacing.onConflict = .replace
    _ = try SharedArray.create(location, copying: [Int32(3)], options: replacing)
    try Privileged.run(["chown", "12345", location.path])
    let error = #expect(throws: ArrayStoreError.self) { try array.refresh() }
    guard case .otherOwner(_, owner: 12345, _) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    try array.withUnleasedView(as: Int32.self) { #expect($0.count == 2) }
  }

  @Test func whatIsNoLongerAnArrayIsRefusedAndTheElementsStay() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let array = try SharedArray.create(location, copying: [Int32(1), 2])
    _ = try ChildProcess.run(
      "/bin/sh", ["-c", "echo no array > other && mv other a.npy"], directory: directory.path)
    #expect(try !array.isCurrent)
    #expect(throws: ArrayStoreError.self) { try array.refresh() }
    try array.withUnleasedView(as: Int32.self) { #expect($0[1] == 2) }
  }

  @Test func aRawArrayFollowsItsNameWithTheShapeThatItWasGiven() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a"))
    var options = CreationOptions()
    options.format = .raw
    options.onConflict = .replace
    _ = try SharedArray.create(location, copying: [Int32(1), 2], options: options)
    let array = try SharedArray.attachRaw(location, shape: [2], dtype: .int32)
    #expect(try array.isCurrent && !array.refresh())
    _ = try SharedArray.create(location, copying: [Int32(3), 4, 5], options: options)
    #expect(try !array.isCurrent && array.refresh())
    try array.withUnleasedView(as: Int32.self) { #expect($0.count == 2 && $0[0] == 3) }
    _ = try SharedArray.create(location, copying: [Int32(6)], options: options)
    #expect(throws: ArrayStoreError.self) { try array.refresh() }
  }
}
