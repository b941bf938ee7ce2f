/// The boot and its monotonic time, which a fact keeps beside the time so that a wrong clock can be put right later
/// (DESIGN section 5).
package struct ClockStamp: Hashable, Sendable {
    /// The kernel's boot id: monotonic times compare only within one boot.
    package let boot: String

    /// Milliseconds since that boot, never stepping back.
    package let monotonic: Int64

    /// False while the wall clock cannot be right: a board without a battery clock that starts in 1970.
    package let isTrusted: Bool

    package init(boot: String, monotonic: Int64, isTrusted: Bool) {
        self.boot = boot
        self.monotonic = monotonic
        self.isTrusted = isTrusted
    }
}

/// A reading of the clocks: the time of the wall clock, and its stamp.
package struct ClockReading: Hashable, Sendable {
    package let now: Timestamp
    package let stamp: ClockStamp

    package init(now: Timestamp, stamp: ClockStamp) {
        self.now = now
        self.stamp = stamp
    }

    /// Milliseconds by which the wall clock is ahead of the monotonic one: constant, unless the clock is set.
    package var offset: Int64 { now.milliseconds - stamp.monotonic }
}
