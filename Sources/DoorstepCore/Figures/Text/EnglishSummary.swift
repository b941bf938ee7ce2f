/// A summary's sentences in English.
struct EnglishSummary: SummaryWords {
    let summary: Summary

    private var traffic: Summary.Traffic { summary.traffic }

    func visitors(atLeast: Bool) -> String {
        let visitors = counted(traffic.footfall, "visitor", "visitors")
        let parties = counted(traffic.parties, "party", "parties")
        let back =
            traffic.reentries > 0
            ? ", not counting \(number(traffic.reentries)) who had only stepped out" : ""
        return "\(atLeast ? "At least \(visitors)" : visitors) in \(parties)\(back)."
    }

    let nobodySeen =
        "No entrance was recorded, which is not to say that nobody came: the doors were not watched for long enough."
    let nobodyCame = "Nobody came in."

    func busiest(_ hour: String) -> String { "The busiest hour began at \(hour)." }

    var greetings: String {
        let greeting = summary.greeting
        let wait =
            greeting.waitSeconds.p50.map { "half of them had their greeting within \(seconds($0))" }
            ?? "fewer than half were greeted at all"
        return "\(number(greeting.inWindow)) of \(number(greeting.due)) parties "
            + "\(greeting.inWindow == 1 ? "was" : "were") greeted in time, \(interval(greeting.share)); \(wait)."
    }

    var fewGreetings: String {
        "\(number(summary.greeting.inWindow)) of \(counted(summary.greeting.due, "party", "parties")) "
            + "greeted in time: too few to make a share of."
    }

    var short: String {
        let short = summary.greeting.short
        return short == 1
            ? "1 party left before anybody could have greeted them; they count as not greeted."
            : "\(number(short)) parties left before anybody could have greeted them; they count as not greeted."
    }

    var farewells: String {
        "\(number(summary.farewell.said)) of \(number(summary.farewell.due)) farewells "
            + "\(summary.farewell.said == 1 ? "was" : "were") said, "
            + "\(interval(summary.farewell.share))."
    }

    var fewFarewells: String {
        "\(number(summary.farewell.said)) of "
            + "\(counted(summary.farewell.due, "farewell", "farewells")) said: too few to make a share of."
    }

    func weakest(_ phase: Summary.Phases.Phase) -> String {
        let (rate, name) =
            switch phase {
            case .arrival: (summary.phases.arrival, "the arrival")
            case .stay: (summary.phases.stay, "the stay")
            case .leaving: (summary.phases.leaving, "the leave-taking")
            }
        return "The weakest moment of a visit was \(name) (\(share(rate)) of \(number(rate.n)))."
    }

    func parity(_ difference: RateDifference) -> String {
        let parity = summary.parity
        let shares =
            "\(share(parity.bought)) of \(number(parity.bought.n)) against "
            + "\(share(parity.others)) of \(number(parity.others.n))"
        if difference.low > 0 {
            return "Those who bought were greeted in time more often than the others: \(shares)."
        }
        if difference.high < 0 {
            return "Those who bought were greeted in time less often than the others: \(shares)."
        }
        return "Buyers and others were greeted alike, as far as can be told: \(shares)."
    }

    func feedback(_ index: Double) -> String {
        "Happy index \(Int(index.rounded())) of 100, from "
            + "\(counted(summary.feedback.n, "face", "faces")) pressed."
    }

    var fewFeedback: String {
        "\(counted(summary.feedback.n, "face was", "faces were")) pressed: too few for a happy index."
    }

    func change(
        _ figure: SummaryText.Figure, _ change: Changes.Change, _ moved: Changes.Change.Direction,
        among count: Int
    ) -> String {
        let usual = "the median of \(count) such \(summary.period.kind)s"
        switch figure {
        case .footfall:
            return "\(moved == .up ? "More" : "Fewer") visitors than usual: "
                + "\(number(Int(change.value))) against \(number(Int(change.usual.rounded()))), \(usual)."
        case .greeting:
            return "\(moved == .up ? "More" : "Fewer") were greeted in time than usual: "
                + "\(percent(change.value)) % against \(percent(change.usual)) %, \(usual)."
        case .wait:
            return "The wait for a greeting was \(moved == .up ? "longer" : "shorter") than usual: "
                + "\(seconds(change.value)) against \(seconds(change.usual)), \(usual)."
        case .happyIndex:
            return "The happy index was \(moved == .up ? "higher" : "lower") than usual: "
                + "\(Int(change.value.rounded())) against \(Int(change.usual.rounded())), \(usual)."
        case .farewell:
            return "\(moved == .up ? "More" : "Fewer") farewells were said than usual: "
                + "\(percent(change.value)) % against \(percent(change.usual)) %, \(usual)."
        }
    }

    func sentence(of note: SummaryNote) -> String {
        let kind = summary.period.kind
        let ended = summary.visits.complete.certain.n + summary.visits.complete.guessed.n
        return switch note {
        case .dayOpen, .weekOpen, .monthOpen: "the \(kind) is not over; these figures will grow"
        case .coverageUnknown: "how well this \(kind) was observed is not known"
        case .daysUnknown:
            "how well some days were observed is not known; they count as not observed"
        case .lowCoverage:
            "the doors were observed for \(percent(summary.coverage.share ?? 0)) % of the opening time; "
                + "totals are lower bounds"
        case .imported:
            "some crossings come from an older counter; nobody was prompted for them"
        case .clockSet:
            "the machine's clock was wrong for a while; what was recorded then was put right afterwards"
        case .smallSample:
            "a share of fewer than 5 jumps with every single visitor; read the counts, not the percentages"
        case .guessedLinks:
            "which visitor left is a guess for \(number(summary.visits.complete.guessed.n)) "
                + "of \(number(ended)) visits that ended; they are counted apart"
        case .unknownOutcomes:
            "what \(number(summary.farewell.outcomes.unknown)) of \(number(summary.visits.n)) parties "
                + "came away with is not known; that does not mean nothing"
        case .feedbackLeftOut:
            "\(counted(summary.feedback.flagged, "press of a face", "presses of a face")) looked like "
                + "misuse or was taken out by hand; kept, and left out of the index"
        }
    }
}

extension EnglishSummary {
    private func number(_ value: Int) -> String { grouped(value, by: ",") }

    private func counted(_ count: Int, _ one: String, _ many: String) -> String {
        "\(number(count)) \(count == 1 ? one : many)"
    }

    private func share(_ rate: Rate, _ before: String = "", _ after: String = "") -> String {
        rate.value.map { "\(before)\(percent($0)) %\(after)" } ?? after
    }

    /// `86 % (between 71 and 94 %, allowing for chance)`
    private func interval(_ rate: Rate) -> String {
        guard let value = rate.value, let low = rate.low, let high = rate.high else {
            return "not known"
        }
        return
            "\(percent(value)) % (between \(percent(low)) and \(percent(high)) %, allowing for chance)"
    }

    private func seconds(_ value: Double) -> String {
        let whole = Int(value.rounded())
        guard whole >= 60 else { return "\(whole) s" }
        return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
    }
}
