import Testing

@testable import DoorstepDaemon

@Suite struct MemoryTests {
    @Test("lets go of the pages of the program and of every library")
    func releases() {
        let before = Set(Memory.fileMappings.filter { $0.residentKilobytes > 0 }.map(\.start))
        #expect(before.count > 20, "the C library, Swift's and curl's are among them")
        Memory.release()
        // Those of curl's libraries that no test uses meanwhile.
        let empty = Memory.fileMappings.filter {
            $0.residentKilobytes == 0 && before.contains($0.start)
        }
        #expect(empty.count > 10)
    }
}
