/// A bar of the distribution of waits: the number of parties whose greeting came after a wait in its range.
package struct WaitBin: Hashable, Sendable {
    package let timing: GreetingTiming

    /// The start of the range, in milliseconds after the entrance. The edges of the greeting's window are edges of
    /// bins, so that no bin is half in time. A wait on an edge belongs to the later bin, but the end of the window is
    /// in the window. Nil for parties without a greeting, and for greetings before the entrance.
    package let from: Int64?

    /// The end of the range; nil also when there is none.
    package let to: Int64?
    package var count: Int

    /// The bins of `tally` by wait, parties without a greeting last. The bins of a timing sum to the tally's number.
    static func bins(of tally: Tally, settings: ReceptionSettings) -> [WaitBin] {
        let after = settings.greetAfter.milliseconds
        let within = settings.greetWithin.milliseconds
        let lapse = max(settings.lapseAfter.milliseconds, within)
        func edges(_ from: Int64, _ to: Int64) -> [Int64] {
            [from] + steps.filter { $0 > from && $0 < to } + (to > from ? [to] : [])
        }
        var bins: [WaitBin] = []
        func add(_ timing: GreetingTiming, _ edges: [Int64]) {
            for (from, to) in zip(edges, edges.dropFirst()) {
                bins.append(WaitBin(timing: timing, from: from, to: to, count: 0))
            }
        }
        add(.early, after > 0 ? [0, after] : [])
        // A window of no length still holds its one moment.
        add(.inWindow, within > after ? edges(after, within) : [after, within])
        add(.late, edges(within, lapse))
        bins.append(WaitBin(timing: .late, from: lapse, to: nil, count: 0))
        for wait in tally.waits {
            let timing: GreetingTiming =
                wait < after ? .early : wait <= within ? .inWindow : .late
            let fits = bins.indices.filter { bins[$0].timing == timing }
            let index = fits.last { wait >= bins[$0].from ?? 0 } ?? fits.first
            if let index {
                bins[index].count += 1
            } else {
                // The greeting came before the entrance, in a shop that greets at once.
                bins.insert(WaitBin(timing: .early, from: nil, to: after, count: 1), at: 0)
            }
        }
        // The bin without an end is worth a line only when somebody waited so long.
        if bins.last?.count == 0 { bins.removeLast() }
        bins.append(WaitBin(timing: .never, from: nil, to: nil, count: tally.never))
        return bins
    }

    /// The round waits at which bins end, in milliseconds.
    private static let steps: [Int64] = [10, 20, 30, 60, 120, 300, 600].map { $0 * 1000 }
}

/// The timing of a party's greeting against its window: DESIGN section 7.
package enum GreetingTiming: String, CaseIterable, Hashable, Sendable {
    case early, inWindow, late, never
}
