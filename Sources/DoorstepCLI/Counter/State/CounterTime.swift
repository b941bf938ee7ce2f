import DoorstepCore

/// What time it is, twice: on the wall, for windows and stamps, and on a clock that nobody sets, for silence and for
/// how long something has been on the screen.
struct CounterTime: Hashable, Sendable {
    let wall: Timestamp

    /// Since some beginning; runs on while the machine sleeps.
    let steady: Duration
}
