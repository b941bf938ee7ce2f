import DoorstepCore

extension CounterWords {
    /// The words of a language of which there are words; others get English.
    package static func of(_ language: String) -> CounterWords {
        all.first { $0.language == language.prefix(2).lowercased() } ?? english
    }

    /// In the order in which the language key goes through them.
    package static let all = [french, english]

    package subscript(moment: Moment) -> MomentWords {
        switch moment {
        case .greeting: moments.greeting
        case .farewell: moments.farewell
        case .lookIn: moments.lookIn
        case .direction: moments.direction
        }
    }

    package subscript(outcome: Outcome) -> String {
        switch outcome {
        case .browsed: outcomes.browsed
        case .asked: outcomes.asked
        case .accompanied: outcomes.accompanied
        case .cameForGift: outcomes.cameForGift
        case .bought: outcomes.bought
        }
    }

    package subscript(reason: ExclusionReason) -> String {
        switch reason {
        case .staff: reasons.staff
        case .delivery: reasons.delivery
        case .test: reasons.test
        case .fault: reasons.fault
        }
    }

    /// `{n}` put in, in the singular or the plural.
    package func count(_ words: Counted, _ number: Int) -> String {
        let isOne = abs(number) == 1 || (number == 0 && zeroIsSingular)
        return Self.filled(isOne ? words.one : words.many, ["n": "\(number)"])
    }

    /// `18 s`, `3 min`: rounded up to the second, and down to the minute from two minutes on.
    package func span(_ duration: Duration) -> String {
        let seconds = max(0, (duration.milliseconds + 999) / 1000)
        return seconds < 120
            ? Self.filled(timing.seconds, ["n": "\(seconds)"])
            : Self.filled(timing.minutes, ["n": "\(seconds / 60)"])
    }

    /// The text with its places filled; a place without a value stays as it is.
    package static func filled(_ text: String, _ places: [String: String]) -> String {
        Template(stringLiteral: text).filled { places[$0] ?? "{\($0)}" } ?? text
    }
}
