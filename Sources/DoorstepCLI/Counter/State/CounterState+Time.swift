import DoorstepAPI
import DoorstepCore

/// When the picture changes by itself, so that nobody has to look in between.
extension CounterState {
    /// How long until then; nil when nothing changes unless something happens.
    func nextChange(after time: CounterTime) -> Duration? {
        var waits: [Duration] = []
        if notice != nil { waits.append(noticeUntil - time.steady) }
        if let silence = link.nextChange(after: time) { waits.append(silence - time.steady) }
        let isLive = link.isLive(at: time)
        for prompt in prompts {
            waits.append(prompt.lapsesAt - time.wall)
            guard isLive else { continue }
            if prompt.id == shown {
                waits.append(PromptStanding(prompt, at: time.wall).changesIn)
            } else {
                waits += [prompt.dueFrom - time.wall, prompt.dueBy - time.wall]
                    // Late begins after the window, which contains its end.
                    .map { $0 + .milliseconds(1) }
            }
        }
        return waits.filter { $0 > .zero }.min()
    }
}

/// Where a prompt stands in its window, to the step in which the screen tells it.
struct PromptStanding: Hashable, Sendable {
    let timing: Window.Timing

    /// What is left until it is due, of the window, or what has gone by since.
    let span: Duration

    /// The part of the window that has gone by, 0...1.
    let share: Double

    /// Until this would be told otherwise; more than zero.
    let changesIn: Duration

    /// How often a late prompt's time is told: somebody who is late needs no stopwatch.
    static let lateStep: Int64 = 10_000

    init(_ prompt: PromptBody, at now: Timestamp) {
        let window = Window(
            dueFrom: prompt.dueFrom, dueBy: prompt.dueBy, lapsesAt: prompt.lapsesAt)
        timing = window.timing(of: now)
        switch timing {
        case .early:
            let left = (prompt.dueFrom - now).milliseconds
            span = .milliseconds(left)
            share = 0
            changesIn = .milliseconds(Self.untilNextSecond(left))
        case .inWindow:
            let left = (prompt.dueBy - now).milliseconds
            let whole = (prompt.dueBy - prompt.dueFrom).milliseconds
            span = .milliseconds(left)
            // The bar moves with the number, not in between.
            let step: Int64 = left > 119_000 ? 60_000 : 1000
            let told = min(whole, (left + step - 1) / step * step)
            share = whole > 0 ? Double(whole - told) / Double(whole) : 1
            // Late begins after the window, which contains its end.
            changesIn = .milliseconds(
                left > 119_000 ? left % 60_000 + 1 : min(Self.untilNextSecond(left), left + 1))
        case .late:
            let past = (now - prompt.dueBy).milliseconds
            let step = past < 120_000 ? Self.lateStep : 60_000
            span = .milliseconds(past / step * step)
            share = 1
            changesIn = .milliseconds(step - past % step)
        }
    }

    /// Seconds are told rounded up: 17,000 ms and 16,001 ms are both 17 s.
    private static func untilNextSecond(_ left: Int64) -> Int64 {
        let rest = left % 1000
        return rest == 0 ? 1000 : rest
    }
}
