import DoorstepCore

/// Whether the daemon is there. It sends something every five seconds; silence longer than `limit` is a lost
/// connection, whatever the socket says.
struct CounterLink: Hashable, Sendable {
    let limit: Duration

    /// Whether the stream is open.
    private(set) var isOpen = false

    /// When the last byte came, and when the stream was seen to break.
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

    /// Since when it is lost; nil while it is not, and before the first connection.
    func lostSince(at time: CounterTime) -> Timestamp? {
        if let broke { return broke }
        guard isSilent(at: time), let heard else { return nil }
        return heard.wall + limit
    }

    /// The steady time at which silence will have lasted too long; nil when it is lost already.
    func nextChange(after time: CounterTime) -> Duration? {
        guard isLive(at: time), let heard else { return nil }
        return heard.steady + limit
    }
}
