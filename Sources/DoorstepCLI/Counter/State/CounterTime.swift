import DoorstepCore

/// A moment on two clocks: the wall clock, for windows and time stamps, and a clock that is never set, for the daemon's
/// silence and the time that something has been on the screen.
struct CounterTime: Hashable, Sendable {
    let wall: Timestamp

    /// Time since the machine started, suspension included.
    let steady: Duration
}
