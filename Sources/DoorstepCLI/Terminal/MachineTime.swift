import DoorstepCore
import Glibc
import MachineZones

/// What the terminal's machine knows of time: the moment, the zone files, and what its own clocks show.
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

    /// By the C library, which goes by `TZ` and else by /etc/localtime. It only decides whether a time needs its zone
    /// beside it: what is shown and taken is the shop's.
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
