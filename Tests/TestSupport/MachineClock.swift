import DoorstepCore
import Synchronization

/// The clocks of a machine that a test switches off and on again: the wall, which may be wrong, and the time since the boot.
package final class MachineClock: Sendable {
    private struct State {
        var time: Timestamp
        var booted: Timestamp
        var boot = 1

        /// How far the wall clock is from the right time.
        var error = Duration.zero
        var isTrusted = true
    }

    private let state: Mutex<State>

    package init(_ time: String) {
        state = Mutex(
            State(time: Timestamp(at: time), booted: Timestamp(at: time) - .seconds(60)))
    }

    /// The right time, whatever the machine says.
    package var time: Timestamp { state.withLock { $0.time } }

    @Sendable package func read() -> ClockReading {
        state.withLock { state in
            ClockReading(
                now: state.time + state.error,
                stamp: ClockStamp(
                    boot: "boot\(state.boot)",
                    monotonic: (state.time - state.booted).milliseconds,
                    isTrusted: state.isTrusted))
        }
    }

    package func advance(_ duration: Duration) { state.withLock { $0.time = $0.time + duration } }

    package func advance(to time: Timestamp) { state.withLock { $0.time = max($0.time, time) } }

    /// Without a battery for its clock the machine starts in 1970.
    package func reboot(hasClock: Bool = true) {
        state.withLock { state in
            state.boot += 1
            state.booted = state.time - .seconds(20)
            state.isTrusted = hasClock
            state.error = hasClock ? .zero : Timestamp(seconds: 20) - state.time
        }
    }

    /// The wall clock goes astray, to 1970.
    package func goAstray() {
        state.withLock { state in
            state.error = Timestamp(seconds: 0) - state.time
            state.isTrusted = false
        }
    }

    package func setRight() {
        state.withLock { state in
            state.error = .zero
            state.isTrusted = true
        }
    }

    /// A wall clock that is wrong without anybody's knowing.
    package func err(by duration: Duration) { state.withLock { $0.error = duration } }
}
