import DoorstepAPI
import DoorstepCore

/// One delivery and how it stands, for people.
struct DeliveryLines {
    let delivery: DeliveryBody
    let clock: WallClock

    var lines: [String] {
        let age = rough(clock.now() - delivery.createdAt)
        var lines = [
            "\(delivery.id.rawValue)  \(delivery.destination)  \(delivery.subject)",
            "  \(state), \(age) old",
        ]
        if let trouble, delivery.state != .delivered { lines.append("  \(trouble)") }
        let retry = "doorstep deliveries retry \(delivery.id.rawValue)"
        switch delivery.state {
        case .dead: lines.append("  send it again:  \(retry)")
        case .held: lines.append("  switch it on again:  \(retry)")
        case .waiting, .delivered, .bundled: break
        }
        return lines
    }

    private var state: String {
        let attempts = counted(delivery.attempts.count, "attempt", "attempts")
        switch delivery.state {
        case .delivered: return "delivered"
        case .dead: return "given up after \(attempts)"
        case .held: return "held, because its destination wants no more (410)"
        case .bundled:
            return "told in one message with others"
                + (delivery.bundledIn.map { ", \($0.rawValue)" } ?? "")
        case .waiting:
            guard let due = delivery.dueAt else { return "waiting" }
            let when = due <= clock.now() ? "now" : clock.timeOrDate(due)
            return delivery.attempts.isEmpty
                ? "waiting, due \(when)" : "waiting after \(attempts), next \(when)"
        }
    }

    private var trouble: String? {
        guard let last = delivery.attempts.last else { return nil }
        return "last attempt \(clock.timeOrDate(last.at)): " + AttemptWords(last).text
    }
}

/// What came of an attempt, in words.
struct AttemptWords {
    let attempt: AttemptBody

    init(_ attempt: AttemptBody) { self.attempt = attempt }

    var text: String {
        let status = attempt.status.map { "status \($0)" }
        switch (status, attempt.error) {
        case (nil, nil): return "no answer"
        case (let status?, nil): return status
        case (nil, let error?): return error
        case (let status?, let error?):
            return error.contains(status.suffix(3)) ? error : "\(status), \(error)"
        }
    }
}
