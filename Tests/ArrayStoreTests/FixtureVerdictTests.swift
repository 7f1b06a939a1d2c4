import Foundation
import NPYShare
import TestSupport
import Testing

/// `Fixtures/npy/numpy.json` holds what numpy made of each fixture.
@Suite struct FixtureVerdictTests {
  struct Verdict: Decodable {
    struct Header: Decodable {
      let version: String
      let shape: [Int]
      let fortran_order: Bool
      let item_size: Int
      let data_offset: Int
    }
    let numpy_loads: Bool
    let numpy_maps: Bool
    let header: Header?

    enum Key: CodingKey { case numpy_loads, numpy_maps, header }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      numpy_loads = try values.decode(Bool.self, forKey: .numpy_loads)
      numpy_maps = try values.decode(Bool.self, forKey: .numpy_maps)
      // Of a file that numpy refuses it holds what numpy got to, of whatever types.
      header = numpy_loads ? try values.decodeIfPresent(Header.self, forKey: .header) : nil
    }
  }

  private static func verdicts() throws -> [String: Verdict] {
    let file = URL(fileURLWithPath: "\(RepositoryFiles.fixtures)/npy/numpy.json")
    return try JSONDecoder().decode([String: Verdict].self, from: Data(contentsOf: file))
  }

  @Test func everyFixtureIsJudgedAsNumpyJudgesIt() throws {
    var refused = 0
    let verdicts = try Self.verdicts()
    for (name, verdict) in verdicts {
      let format = try ArrayInspection(path: "\(RepositoryFiles.fixtures)/npy/\(name)").format
      #expect(format.numpyLoads == verdict.numpy_loads, "\(name)")
      #expect(format.numpyMaps == verdict.numpy_maps, "\(name)")
      if verdict.numpy_loads, let expected = verdict.header {
        let header = try #require(format.header, "\(name)")
        #expect(header.version.description == expected.version, "\(name)")
        #expect(header.shape == expected.shape, "\(name)")
        #expect(header.isFortranOrder == expected.fortran_order, "\(name)")
        #expect(header.itemSize == expected.item_size, "\(name)")
        #expect(header.dataOffset == expected.data_offset, "\(name)")
      }
      if !verdict.numpy_loads {
        refused += 1
        #expect(!format.problems.isEmpty, "\(name) is refused, and nothing is said of it")
      }
    }
    #expect(verdicts.count > 250 && refused > 80)
  }

  @Test func whatIsAttachedIsWhatNumpyMaps() throws {
    for (name, verdict) in try Self.verdicts() {
      let location = try ArrayLocation(file: "\(RepositoryFiles.fixtures)/npy/\(name)")
      let attached = Result { try SharedArray.attach(location, owners: .any) }
      if verdict.numpy_loads, verdict.numpy_maps {
        #expect((try? attached.get()) != nil, "\(name): \(attached)")
      } else if case .success(let array) = attached {
        // More than numpy: longer headers, and the names that only ml_dtypes knows.
        let header = try ArrayInspection(path: location.path).format
        let codes = Set(header.problems.map(\.code))
        let known: Set<NPYProblem.Code> = [
          .headerTooLong, .unreadableMLDType, .badDescr,
        ]
        #expect(!codes.isDisjoint(with: known), "\(name) \(array.dtype) \(codes)")
      }
    }
  }
}
