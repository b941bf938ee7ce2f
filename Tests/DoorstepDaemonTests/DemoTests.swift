import DoorstepCore
import Foundation
import TestSupport
import Testing

@testable import DoorstepDaemon

@Suite struct DemoTests {
    @Test(
        "the demonstration's day bears today's date, and does not end while somebody reads",
        arguments: ["Etc/UTC", "Asia/Kolkata", "Pacific/Auckland", "America/Los_Angeles"])
    func day(_ name: String) {
        let zone = ZoneRules.machine(name)
        let midnight = Timestamp(at: "2026-11-22T00:00:00Z")
        for minute in 0..<24 * 60 {
            let now = midnight + .seconds(minute * 60)
            let local = ShopCalendar(zone: zone).wallClock(at: now)
            let calendar = ShopCalendar(
                zone: zone, dayStartsAt: Demo.dayStart(opening: local.time))
            let day = calendar.tradingDay(containing: now)
            #expect(day.date == local.date, "\(local.time)")
            #expect(day.interval.end - now > .seconds(11 * 3600), "\(local.time)")
        }
    }

    @Test("a scratch directory is removed, and one that a killed process left goes with the next")
    func scratch() throws {
        let scratch = try ScratchDirectory()
        let parent = scratch.path
        let left = parent + "/doorstep-demo-abcdef"
        try FileManager.default.createDirectory(
            atPath: left + "/state", withIntermediateDirectories: true)

        let first = try LockedDirectory(named: "demo", in: parent)
        let second = try LockedDirectory(named: "demo", in: parent)

        #expect(FileManager.default.fileExists(atPath: first.path))
        #expect(FileManager.default.fileExists(atPath: second.path))
        #expect(!FileManager.default.fileExists(atPath: left))
        first.remove()
        second.remove()
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
    }
}
