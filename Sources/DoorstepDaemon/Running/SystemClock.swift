import DoorstepCore
import Foundation

/// The machine's clocks: the wall clock, the time since boot, and whether the wall clock can be right.
package struct SystemClock: Sendable {
    /// The earliest time that can be right: this version was written later. Boards without a battery clock start in
    /// 1970, or at the date of their system image.
    package static let notBefore = Timestamp(seconds: 1_793_491_200)  // 2026-11-01T00:00:00Z

    private let boot: String

    /// The unit hides `/proc/sys` and passes the boot id in `DOORSTEP_BOOT_ID` instead.
    package init(environment: [String: String]) {
        let file = try? String(
            contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        let id = environment["DOORSTEP_BOOT_ID"] ?? file ?? "unknown"
        boot = id.filter { $0.isLetter || $0.isNumber }
    }

    @Sendable package func read() -> ClockReading {
        let now = Self.wall()
        return ClockReading(
            now: now,
            stamp: ClockStamp(
                boot: boot, monotonic: Self.milliseconds(CLOCK_BOOTTIME),
                isTrusted: now >= Self.notBefore))
    }

    @Sendable package func now() -> Timestamp { read().now }

    /// The time of the wall clock, right or wrong.
    @Sendable package static func wall() -> Timestamp {
        Timestamp(milliseconds: milliseconds(CLOCK_REALTIME))
    }

    private static func milliseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
