/// The time in which no daemon looked at the doors, worked out from the signs of life that are left of the last one.
package struct Absence: Hashable, Sendable {
    /// When the last sign of life was given, in the time of the clock that says it is over. A later moment than that clock
    /// shows comes from a clock that was right, while this one is not yet.
    package let began: Timestamp

    /// Nil when nobody was away for longer than `bearable`, or when there are no `signs`.
    ///
    /// Within one boot of the machine the time since that boot counts, which nobody sets; a wall clock that was set forward
    /// meanwhile has passed over a time in which nobody looked either (a virtual machine that was paused, a board that
    /// starts with the time of its last shutdown). Of another boot the latest sign counts that a right clock has dated, and
    /// nobody can have looked before this boot. Without such a sign it is this boot that tells.
    package init?(
        since signs: [ClockReading], now: ClockReading, longerThan bearable: Duration
    ) {
        guard !signs.isEmpty else { return nil }
        let ofThisBoot = signs.filter {
            $0.stamp.boot == now.stamp.boot && $0.stamp.monotonic <= now.stamp.monotonic
        }
        if let last = ofThisBoot.max(by: { $0.stamp.monotonic < $1.stamp.monotonic }) {
            let byUptime =
                now.now - .milliseconds(now.stamp.monotonic - last.stamp.monotonic)
            let areBothRight = last.stamp.isTrusted && now.stamp.isTrusted
            began = areBothRight ? min(byUptime, last.now) : byUptime
        } else if let last = signs.filter(\.stamp.isTrusted).map(\.now).max() {
            began = now.stamp.isTrusted ? min(last, now.booted) : last
        } else {
            began = now.booted
        }
        guard began > now.now || now.now - began > bearable else { return nil }
    }
}

extension ClockReading {
    /// When the machine was started, by this clock.
    fileprivate var booted: Timestamp { now - .milliseconds(stamp.monotonic) }
}
