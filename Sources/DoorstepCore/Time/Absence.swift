/// The time in which no daemon observed the doors, worked out from the last signs of life.
package struct Absence: Hashable, Sendable {
    /// The time of the last sign of life, by the clock that ends the absence. It is later than that clock's time if a
    /// right clock dated the sign while this one is not right yet.
    package let began: Timestamp

    /// Nil for an absence no longer than `bearable`, and when there are no `signs`.
    ///
    /// Within one boot the monotonic time counts, which nobody sets. If the wall clock was set forward meanwhile, the
    /// time that it passed over was not observed either (a virtual machine that was paused, a board that starts with
    /// the time of its last shutdown). After another boot the absence begins at the latest sign that a right clock has
    /// dated, at the latest at this boot; without such a sign it begins at this boot.
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
    /// The start of the machine, by this clock.
    fileprivate var booted: Timestamp { now - .milliseconds(stamp.monotonic) }
}
