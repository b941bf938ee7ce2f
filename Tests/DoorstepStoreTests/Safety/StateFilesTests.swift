import Foundation
import TestSupport
import Testing

@testable import DoorstepStore

@Suite struct StateFilesTests {
    @Test("what cannot be looked at is not taken for missing: it would be written over")
    func unreachable() throws {
        let scratch = try ScratchDirectory()
        let loop = scratch.path + "/loop"
        try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
        #expect(throws: FileTrouble.self) { try StateFiles.exists(loop + "/doorstep.sqlite") }
        #expect(throws: FileTrouble.self) { try StateFiles.size(loop + "/doorstep.sqlite") }
        #expect(throws: FileTrouble.self) { try StateFiles.contents(loop + "/plan") }
        #expect(throws: FileTrouble.self) { try StateFiles.names(in: loop) }
    }

    @Test("what is not there is missing, empty and no trouble")
    func missing() throws {
        let scratch = try ScratchDirectory()
        let path = scratch.path + "/none"
        #expect(try !StateFiles.exists(path))
        #expect(try StateFiles.size(path) == 0)
        #expect(try StateFiles.contents(path) == nil)
        #expect(try StateFiles.names(in: path) == [])
    }

    @Test("what is there is found whole")
    func found() throws {
        let scratch = try ScratchDirectory()
        let path = scratch.path + "/notice"
        let text = Data(repeating: 7, count: 3 << 20)
        try text.write(to: URL(fileURLWithPath: path))
        #expect(try StateFiles.exists(path))
        #expect(try StateFiles.size(path) == Int64(text.count))
        #expect(try StateFiles.contents(path) == text)
        #expect(try StateFiles.names(in: scratch.path) == ["notice"])
    }
}
