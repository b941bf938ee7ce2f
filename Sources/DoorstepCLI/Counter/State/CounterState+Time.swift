import DoorstepAPI
import DoorstepCore

/// The times at which the screen changes by itself, so that the loop can sleep until then.
extension CounterState {
    /// Time until the next change; nil when the screen changes only by a key or a message.
    func nextChange(after time: CounterTime) -> Duration? {
        var waits: [Duration] = []
        if notice != nil { waits.append(noticeUntil - time.steady) }
        if let silence = link.nextChange(after: time) { waits.append(silence - time.steady) }
        let isLive = link.isLive(at: time)
        if let last = lastFarewell(at: time) { waits.append(last.until - time.wall) }
        for prompt in prompts {
            waits.append(prompt.window.lapsesAt - time.wall)
            guard isLive else { continue }
            if prompt.id == shown {
                waits.append(PromptStanding(prompt, at: time.wall).changesIn)
            } else {
                waits += [prompt.window.dueFrom - time.wall, prompt.window.dueBy - time.wall]
                    // `dueBy` still belongs to the window.
                    .map { $0 + .milliseconds(1) }
            }
        }
        return waits.filter { $0 > .zero }.min()
    }
}

/// The standing of a prompt in its window, rounded to the steps that the screen shows.
struct PromptStanding: Hashable, Sendable {
    let timing: Window.Timing

    /// Time until the window opens, until it closes, or since it closed; `timing` tells which.
    let span: Duration

    /// The part of the window that has gone by, 0...1.
    let share: Double

    /// Time until the shown values change; more than zero.
    let changesIn: Duration

    /// Step of a late prompt's time, in milliseconds. A finer one would not help staff who are late.
    static let lateStep: Int64 = 10_000

    /// Step of the time left, in milliseconds, while more than `fewSeconds` are left. Each step costs bytes on a slow
    /// line, and its movement distracts.
    static let inTimeStep: Int64 = 5_000
    private static let fewSeconds: Int64 = 10_000

    init(_ prompt: Prompt, at now: Timestamp) {
        let window = prompt.window
        timing = window.timing(of: now)
        switch timing {
        case .early:
            let left = (window.dueFrom - now).milliseconds
            span = .milliseconds(left)
            share = 0
            changesIn = .milliseconds(Self.untilNextSecond(left))
        case .inWindow:
            let left = (window.dueBy - now).milliseconds
            let whole = (window.dueBy - window.dueFrom).milliseconds
            let told: Int64
            if left > Self.fewSeconds {
                // Rounded down, so that the screen never shows more time than is left.
                let step = left < 120_000 ? Self.inTimeStep : 60_000
                told = left / step * step
                changesIn = .milliseconds(left % step + 1)
            } else {
                told = (left + 999) / 1000 * 1000
                // `dueBy` still belongs to the window.
                changesIn = .milliseconds(min(Self.untilNextSecond(left), left + 1))
            }
            span = .milliseconds(told)
            // The bar moves with the number, not in between.
            share = whole > 0 ? Double(max(0, whole - told)) / Double(whole) : 1
        case .late:
            let past = (now - window.dueBy).milliseconds
            let step = past < 120_000 ? Self.lateStep : 60_000
            span = .milliseconds(past / step * step)
            share = 1
            changesIn = .milliseconds(step - past % step)
        }
    }

    /// Milliseconds until the shown seconds change. Seconds are rounded up: 17,000 ms and 16,001 ms are both 17 s.
    private static func untilNextSecond(_ left: Int64) -> Int64 {
        let rest = left % 1000
        return rest == 0 ? 1000 : rest
    }
}
