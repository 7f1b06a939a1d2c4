import NPYShare
import TestSupport
import Testing

/// Along which axis an array grows.
@Suite struct GrowthOrderTests {
  @Test(arguments: [false, true])
  func filledRowsAreAnArrayOfTheirOwn(isFortranOrder: Bool) throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    var options = CreationOptions()
    options.isFortranOrder = isFortranOrder
    let shape = isFortranOrder ? [3, 4] : [4, 3]
    let array = try SharedArray.create(location, shape: shape, of: Float.self, options: options)
    try array.append(rows: 2, as: Float.self) { view in
      #expect(view.shape == (isFortranOrder ? [3, 2] : [2, 3]))
      if isFortranOrder { view[2, 1] = 7 } else { view[1, 2] = 7 }
    }
    let child = try ChildProcess.python(
      "a = np.load(sys.argv[1]); print(np.argwhere(a).tolist(), a.max())", [location.path])
    #expect(child.output == (isFortranOrder ? "[[2, 5]] 7.0\n" : "[[5, 2]] 7.0\n"))
  }

  @Test func theFirstGrowthDecidesTheOrder() throws {
    let directory = try TemporaryDirectory(.shm)
    let location = try ArrayLocation(file: directory.file("a.npy"))
    let first = try SharedArray.create(location, shape: [3, 0], of: Int64.self)
    let second = try SharedArray.attach(location, access: .readWrite)
    var options = GrowthOptions()
    options.isFortranOrder = true
    #expect(try first.append(copying: [Int64(1), 2, 3], options: options) == 0..<1)
    #expect(first.isFortranOrder && !second.isFortranOrder)
    #expect(try second.append(copying: [Int64(4), 5, 6]) == 1..<2)
    #expect(second.isFortranOrder && second.shape == [3, 2])
    options.isFortranOrder = false
    #expect(throws: ArrayStoreError.self) { try second.grow(to: 9, options: options) }
    let child = try ChildProcess.python(
      "print(np.load(sys.argv[1]).tolist())", [location.path])
    #expect(child.output == "[[1, 4], [2, 5], [3, 6]]\n", "\(child.errors)")
  }
}
