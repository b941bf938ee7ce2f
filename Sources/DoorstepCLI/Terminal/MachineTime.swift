import DoorstepCore
import Glibc
import MachineZones

/// The time on the terminal's machine: its clock, its zone files and its own zone.
package struct MachineTime: Sendable {
    let now: @Sendable () -> Timestamp

    /// Seconds east of Greenwich that a person at this terminal would expect of a time without a zone.
    let offset: @Sendable (Timestamp) -> Int
    let zones: ZoneDirectory

    package init(
        now: @escaping @Sendable () -> Timestamp, offset: @escaping @Sendable (Timestamp) -> Int,
        zones: ZoneDirectory = .machine
    ) {
        self.now = now
        self.offset = offset
        self.zones = zones
    }

    /// The machine's time by the C library, which follows `TZ` and else /etc/localtime. The offset only decides whether
    /// a time needs its zone beside it: all times shown and read are the shop's.
    package static let local = MachineTime(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(
                milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        },
        offset: { moment in
            var seconds = time_t(moment.seconds)
            var parts = tm()
            return localtime_r(&seconds, &parts) == nil ? 0 : parts.tm_gmtoff
        })
}
