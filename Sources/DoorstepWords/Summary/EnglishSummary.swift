import DoorstepCore

/// A summary's sentences in English.
struct EnglishSummary: SummaryWords {
    let summary: Summary
    let numbers = WrittenNumbers(language: .en)

    private var traffic: Summary.Traffic { summary.traffic }

    func visitors(atLeast: Bool) -> String {
        let visitors = numbers.counted(traffic.footfall, "visitor", "visitors")
        let parties = numbers.counted(traffic.parties, "party", "parties")
        let back =
            traffic.reentries > 0
            ? ", not counting \(numbers.count(traffic.reentries)) who had only stepped out" : ""
        return "\(atLeast ? "At least \(visitors)" : visitors) in \(parties)\(back)."
    }

    var onlyOpenings: String {
        let openings = numbers.counted(
            summary.openings.unanswered, "door opening was", "door openings were")
        return
            "No entrance was recorded, but \(openings) not answered for: people may well have come in."
    }

    var onlyExits: String {
        "No entrance was recorded, but \(numbers.counted(traffic.exits, "person", "people")) left: "
            + "their entrance was missed."
    }

    var noVisitors: String {
        "No visitor came in; \(numbers.counted(traffic.excluded, "person is", "people are")) counted apart "
            + "(staff, deliveries, tests)."
    }

    private var madDoor: String {
        let doubtful = summary.episodes.filter { !$0.excluded }
        let doors = doubtful.prefix(3).map {
            "“\($0.door)” \(numbers.counted($0.crossings, "crossing", "crossings")) from "
                + "\(numbers.clock(ofMoment: $0.from)) to \(numbers.clock(ofMoment: $0.to))"
        }
        return
            "a door reported more than people can make (\(doors.joined(separator: "; "))); its crossings are in the totals "
            + "until “doorstep exclude episode” sets them apart"
    }

    let nobodySeen =
        "No entrance was recorded, but the doors were not watched for long enough to say that nobody came in."
    let nobodyCame = "Nobody came in."

    func busiest(_ hour: String) -> String { "The busiest hour began at \(hour)." }

    var greetings: String {
        let greeting = summary.greeting
        let wait =
            greeting.waitSeconds.p50.map {
                "half of all had their greeting within \(numbers.seconds($0))"
            }
            ?? FigureWords(language: .en).waitNotReached
        return "\(numbers.count(greeting.inWindow)) of \(numbers.count(greeting.due)) parties "
            + "\(greeting.inWindow == 1 ? "was" : "were") greeted in time, \(interval(greeting.share)); \(wait)."
    }

    var fewGreetings: String {
        "\(numbers.count(summary.greeting.inWindow)) of \(numbers.counted(summary.greeting.due, "party", "parties")) "
            + "greeted in time: too few to make a share of."
    }

    var short: String {
        "\(numbers.counted(summary.greeting.short, "party", "parties")) left before anybody could have greeted "
            + "them; they count as not greeted."
    }

    var farewells: String {
        "\(numbers.count(summary.farewell.said)) of \(numbers.count(summary.farewell.due)) farewells "
            + "\(summary.farewell.said == 1 ? "was" : "were") said, "
            + "\(interval(summary.farewell.share))."
    }

    var fewFarewells: String {
        "\(numbers.count(summary.farewell.said)) of "
            + "\(numbers.counted(summary.farewell.due, "farewell", "farewells")) said: too few to make a share of."
    }

    func weakest(_ phase: Summary.Phases.Phase) -> String {
        let (rate, name) =
            switch phase {
            case .arrival: (summary.phases.arrival, "the arrival")
            case .stay: (summary.phases.stay, "the stay")
            case .leaving: (summary.phases.leaving, "the leave-taking")
            }
        return
            "The weakest moment of a visit was \(name) (\(numbers.percent(rate.value)) of \(numbers.count(rate.n)))."
    }

    func parity(_ difference: RateDifference) -> String {
        let parity = summary.parity
        let shares =
            "\(numbers.percent(parity.bought.value)) of \(numbers.count(parity.bought.n)) against "
            + "\(numbers.percent(parity.others.value)) of \(numbers.count(parity.others.n))"
        if difference.low > 0 {
            return "Those who bought were greeted in time more often than the others: \(shares)."
        }
        if difference.high < 0 {
            return "Those who bought were greeted in time less often than the others: \(shares)."
        }
        return "Buyers and others were greeted alike, as far as can be told: \(shares)."
    }

    func feedback(_ index: Double) -> String {
        "Satisfaction \(Int(index.rounded())) of 100, from "
            + "\(numbers.counted(summary.feedback.n, "face", "faces")) pressed."
    }

    var fewFeedback: String {
        "\(numbers.counted(summary.feedback.n, "face was", "faces were")) pressed: too few to measure satisfaction."
    }

    func change(
        _ figure: SummaryText.Figure, _ change: Changes.Change, _ moved: Changes.Change.Direction,
        among count: Int
    ) -> String {
        let usual = summary.named.map { "by the " + numbers.last(count, like: $0) } ?? ""
        let isMonth = summary.period.kind == "month"
        switch figure {
        case .footfall:
            return "\(moved == .up ? "More" : "Fewer") visitors than usual: "
                + "\(numbers.count(Int(change.value))) against \(numbers.count(Int(change.usual.rounded()))), \(usual)\(isMonth ? ", for as much opening time" : "")."
        case .greeting:
            return "\(moved == .up ? "More" : "Fewer") were greeted in time than usual: "
                + "\(numbers.percent(change.value)) against \(numbers.percent(change.usual)), \(usual)."
        case .wait:
            return "The wait for a greeting was \(moved == .up ? "longer" : "shorter") than usual: "
                + "\(numbers.seconds(change.value)) against \(numbers.seconds(change.usual)), \(usual)."
        case .happyIndex:
            return "Satisfaction was \(moved == .up ? "higher" : "lower") than usual: "
                + "\(Int(change.value.rounded())) against \(Int(change.usual.rounded())), \(usual)."
        case .farewell:
            return "\(moved == .up ? "More" : "Fewer") farewells were said than usual: "
                + "\(numbers.percent(change.value)) against \(numbers.percent(change.usual)), \(usual)."
        }
    }

    func sentence(of note: SummaryNote) -> String {
        let kind = summary.period.kind
        let ended = summary.visits.complete.certain.n + summary.visits.complete.guessed.n
        return switch note {
        case .dayOpen, .weekOpen, .monthOpen: "the \(kind) is not over; the totals will grow"
        case .coverageUnknown: "how well the doors were watched this \(kind) is not known"
        case .daysUnknown:
            "how well the doors were watched on some days is not known; these days count as not watched"
        case .lowCoverage:
            "the doors were watched for \(numbers.percent(summary.coverage.share)) of the opening time; "
                + "totals are lower bounds"
        case .madDoor: madDoor
        case .unansweredOpenings:
            "\(numbers.count(summary.openings.unanswered)) of "
                + "\(numbers.counted(summary.openings.all, "door opening", "door openings")) "
                + "\(summary.openings.unanswered == 1 ? "was" : "were") not answered for; who passed then is not "
                + "counted, and totals are lower bounds"
        case .exitsOnly:
            "people left and nobody was counted coming in; their entrances were missed, and totals are lower bounds"
        case .imported:
            "some crossings come from an older counter; nobody was prompted for them"
        case .clockSet:
            "the machine's clock was wrong for a while; the times recorded then have been corrected"
        case .smallSample:
            "a share of fewer than 5 changes greatly with each visitor; read the counts, not the percentages"
        case .guessedLinks:
            "for \(numbers.count(summary.visits.complete.guessed.n)) of \(numbers.count(ended)) visits that ended "
                + "it is a guess which visitor left; they are counted apart"
        case .unknownOutcomes:
            "the outcome of \(numbers.count(summary.unknownOutcomes)) of "
                + "\(numbers.count(summary.visits.n)) visits is not known (a purchase, a question, a look around…)"
        case .feedbackLeftOut:
            "\(numbers.counted(summary.feedback.flagged, "press of a face is", "presses of a face are")) left out of "
                + "satisfaction as misuse, by the program or by a person; nothing is deleted"
        }
    }
}

extension EnglishSummary {
    /// `86 % (71–94 %, allowing for chance)`
    private func interval(_ rate: Rate) -> String {
        rate.value == nil
            ? "not known"
            : "\(numbers.percent(rate.value)) (\(numbers.percent(from: rate.low, to: rate.high)), allowing for chance)"
    }
}
