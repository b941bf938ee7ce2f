/// The times of a prompt: between `dueFrom` and `dueBy` an answer is neither early nor late; at `lapsesAt` the prompt
/// lapses.
package struct Window: Hashable, Sendable {
    package let dueFrom: Timestamp
    package let dueBy: Timestamp
    package let lapsesAt: Timestamp

    package init(dueFrom: Timestamp, dueBy: Timestamp, lapsesAt: Timestamp) {
        self.dueFrom = dueFrom
        self.dueBy = dueBy
        self.lapsesAt = lapsesAt
    }

    /// The window that a prompt at `at` opens: DESIGN section 7. A direction is asked at once; a look-in is as
    /// right at the end of its window as at the beginning.
    package init(_ moment: Moment, at: Timestamp, settings: ReceptionSettings) {
        let from: Duration
        let by: Duration
        switch moment {
        case .greeting: (from, by) = (settings.greetAfter, settings.greetWithin)
        case .farewell, .direction: (from, by) = (.zero, settings.farewellWithin)
        case .lookIn: (from, by) = (.zero, settings.lapseAfter)
        }
        self.init(dueFrom: at + from, dueBy: at + by, lapsesAt: at + settings.lapseAfter)
    }

    package enum Timing: Hashable, Sendable { case early, inWindow, late }

    /// The timing of an answer at `moment`. Both ends of the window are in it.
    package func timing(of moment: Timestamp) -> Timing {
        if moment < dueFrom { return .early }
        return moment <= dueBy ? .inWindow : .late
    }
}
