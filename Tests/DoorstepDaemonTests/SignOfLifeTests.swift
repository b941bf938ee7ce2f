import DoorstepCore
import Foundation
import TestSupport
import Testing

@testable import DoorstepDaemon

@Suite struct SignOfLifeTests {
    private static let reading = ClockReading(
        now: Timestamp(at: "2026-11-21T09:15:02.125Z"),
        stamp: ClockStamp(boot: "5a1b", monotonic: 4_711_000, isTrusted: true))

    @Test("what one run leaves the next one reads")
    func kept() throws {
        let scratch = try ScratchDirectory()
        let sign = SignOfLife(beside: scratch.path + "/doorstep.sock", [:])
        #expect(sign.path == scratch.path + "/doorstep.sock.alive")
        #expect(sign.read() == nil)
        let wrong = ClockReading(
            now: Timestamp(seconds: 3),
            stamp: ClockStamp(
                boot: String(repeating: "a", count: 32), monotonic: 3000, isTrusted: false))
        for reading in [wrong, Self.reading] {
            sign.leave(reading)
            #expect(sign.read() == reading)
        }
        #expect(
            try String(contentsOfFile: sign.path, encoding: .utf8).trimmingCharacters(
                in: .whitespacesAndNewlines)
                == "2026-11-21T09:15:02.125Z 4711000 right 5a1b")
    }

    @Test("in the directory that systemd made for the daemon alone, if there is one")
    func runtimeDirectory() {
        let sign = SignOfLife(beside: "/run/a.sock", ["RUNTIME_DIRECTORY": "/run/doorstepd"])
        #expect(sign.path == "/run/doorstepd/alive")
    }

    @Test(
        "what cannot be read is no sign, and what cannot be written stops nobody",
        arguments: ["", "nonsense", "2026-11-21T09:15:02Z 1 perhaps b", "1 2 right 3", "\u{0}"])
    func nonsense(text: String) throws {
        let scratch = try ScratchDirectory()
        let sign = SignOfLife(beside: scratch.path + "/s", [:])
        try Data(text.utf8).write(to: URL(fileURLWithPath: sign.path))
        #expect(sign.read() == nil)
        let nowhere = SignOfLife(beside: scratch.path + "/none/s", [:])
        nowhere.leave(Self.reading)
        #expect(nowhere.read() == nil)
    }
}
