import DoorstepCore

/// The connection to the daemon's stream. The daemon sends something every five seconds; silence of `limit` or longer
/// is a lost connection, even while the socket is open.
struct CounterLink: Hashable, Sendable {
    let limit: Duration

    /// Whether the stream is open.
    private(set) var isOpen = false

    /// Times of the last event or beat and of the break. Nil before the first; `broke` also while the stream is open.
    private(set) var heard: CounterTime?
    private(set) var broke: Timestamp?
    private(set) var cause: Cause?

    enum Cause: Hashable, Sendable {
        case noSocket, nobodyListening, notAllowed, tooBusy, interrupted, silent
    }

    init(limit: Duration) { self.limit = limit }

    mutating func open(at time: CounterTime) {
        isOpen = true
        broke = nil
        cause = nil
        heard = time
    }

    mutating func hear(at time: CounterTime) {
        guard isOpen else { return }
        heard = time
    }

    mutating func lose(_ cause: Cause, at time: CounterTime) {
        if isOpen || broke == nil { broke = lostSince(at: time) ?? time.wall }
        isOpen = false
        self.cause = cause
    }

    func isSilent(at time: CounterTime) -> Bool {
        guard isOpen, let heard else { return false }
        return time.steady - heard.steady >= limit
    }

    func isLive(at time: CounterTime) -> Bool { isOpen && !isSilent(at: time) }

    /// Time since which the connection is lost; nil while it is live, and before the first attempt has ended.
    func lostSince(at time: CounterTime) -> Timestamp? {
        if let broke { return broke }
        guard isSilent(at: time), let heard else { return nil }
        return heard.wall + limit
    }

    /// The steady time at which the silence will reach `limit`; nil when the connection is lost already.
    func nextChange(after time: CounterTime) -> Duration? {
        guard isLive(at: time), let heard else { return nil }
        return heard.steady + limit
    }
}
