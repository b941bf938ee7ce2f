import DoorstepCore

struct EnglishDigest: DigestWords {
    let summary: Summary
    let numbers = WrittenNumbers(language: .en)

    func visitors(_ count: Int) -> String {
        count == 0 ? "Nobody came in" : numbers.counted(count, "visitor", "visitors")
    }

    func visitors(_ count: Int, percentMore: Int) -> String {
        let (usual, preposition) =
            switch summary.named {
            case .day(let date): ("a usual \(numbers.weekday(date))", "on")
            case .month: ("a usual month", "in")
            case .week, nil: ("a usual week", "in")
            }
        return percentMore == 0
            ? "\(visitors(count)), as \(preposition) \(usual)"
            : "\(visitors(count)), \(numbers.signed(percentMore))\u{a0}% against \(usual)"
    }

    func visitorsAtLeast(_ count: Int) -> String {
        count == 0
            ? "No entrance recorded, but the doors were not watched for long enough"
            : "Incomplete data: at least \(numbers.counted(count, "visitor", "visitors"))"
    }

    func visitorsAtLeast(_ count: Int, unanswered: Int) -> String {
        let openings = numbers.counted(unanswered, "door opening was", "door openings were")
        return count > 0
            ? "At least \(numbers.counted(count, "visitor", "visitors")): \(openings) not answered for"
            : "No entrance noted, but \(openings) not answered for"
    }

    func doubtful(_ crossings: Int, doors: [String]) -> String {
        "Figures not reliable: \(numbers.counted(crossings, "doubtful crossing", "doubtful crossings")) at "
            + (doors.count == 1 ? "door “\(doors[0])”" : "\(doors.count) doors")
    }

    func onlyExits(_ count: Int) -> String {
        "No entrance counted, but \(numbers.counted(count, "person", "people")) left: "
            + "their entrance was missed"
    }

    func noVisitors(among count: Int) -> String {
        "No visitors; \(numbers.counted(count, "person", "people")) counted apart (staff, deliveries, tests)"
    }

    let shut = "Closed, and nobody came in."

    var lowCoverage: String {
        "Data are missing: the doors were watched for only \(coveragePercent) of the opening time. Totals are "
            + "lower bounds."
    }

    let coverageUnknown =
        "It is not known how well the doors were watched: totals are lower bounds."

    func gap(_ gap: Summary.Coverage.Gap) -> String {
        "Door “\(gap.door)” was not watched \(span(gap.from, gap.to, "from", "from", "to", "to"))"
            + (gap.reason == GapReason.silent.rawValue
                ? ". Could somebody look at its sensor and cable?" : ": \(reason(gap)).")
    }

    func installed(_ since: String) -> String {
        "The doors have been watched since \(moment(since)). Nothing was counted before."
    }

    func episode(_ episode: Summary.Episode) -> String {
        "Door “\(episode.door)” reported \(numbers.counted(episode.crossings, "crossing", "crossings")) "
            + "\(span(episode.from, episode.to, "from", "from", "to", "to")), more than people can make. The totals "
            + "are too high until “doorstep exclude episode” sets them apart."
    }

    func openings(_ door: Summary.Openings.Door) -> String {
        "Door “\(door.door)”: \(numbers.count(door.unanswered)) of "
            + "\(numbers.counted(door.all, "opening", "openings")) not answered. One key at the counter answers an "
            + "opening; without it totals are lower bounds."
    }

    let clockSet =
        "The machine’s clock was wrong for a while; the times noted then have been put right."

    func busiest(hour: String, entrances: Int) -> String {
        "Busiest from \(numbers.clock(hour)) to \(numbers.clock(nextHour(hour))): "
            + "\(numbers.counted(entrances, "entrance", "entrances"))."
    }

    func busiest(day: LocalDate, entrances: Int) -> String {
        "Busiest on \(numbers.dayOfMonth(day)): \(numbers.counted(entrances, "entrance", "entrances"))."
    }

    let hourNotWatched = "hour not fully watched"
    let dayNotWatched = "day not watched enough"
    let notAnswered = "openings not answered"

    func suggestion(_ suggestion: Suggestion) -> String {
        switch suggestion {
        case .secondPerson(let hour, let missed, let total):
            "No greeting was noted for \(numbers.counted(total, "party", "parties")), \(missed) of them from "
                + "\(numbers.clock(hour)) to \(numbers.clock(nextHour(hour))). A second person near the door then?"
        case .letThemArrive(let early, let total):
            "\(early) of \(total) greetings came too soon: let people take a few steps, then say hello."
        case .sayGoodbye(let said, let total):
            "\(said) of \(total) departures have a goodbye noted: a “thank you, see you soon” from across the shop counts "
                + "too."
        }
    }

    var provenance: String {
        let (from, to) = (summary.period.from, summary.period.to)
        let span =
            summary.period.kind == "day"
            ? "Day from \(clock(from)) to \(clock(to))"
            : "From \(moment(from)), to \(moment(to))"
        var parts = ["\(span), \(numbers.time(of: summary.period.timeZone))"]
        parts.append(
            summary.coverage.share == nil
                ? "not known how well doors were watched" : "doors watched \(coveragePercent)")
        if let corrections = summary.data.corrections, corrections > 0 {
            parts.append(numbers.counted(corrections, "correction", "corrections"))
        }
        if summary.data.revision > 1 { parts.append("revision \(summary.data.revision)") }
        return parts.joined(separator: " · ")
    }

    func opening(_ day: LocalDate, hours: String) -> String {
        "Open: \(numbers.dayOfMonth(day)), \(hours)."
    }

    func silent(_ door: String) -> String {
        "Door “\(door)” is not watched at the moment: to be looked at before the shop opens."
    }

    func bundle(of count: Int) -> String {
        "Delayed: \(count) summaries in one message."
    }

    func earlier(_ count: Int) -> String {
        "\(numbers.counted(count, "earlier period", "earlier periods")): see the report"
    }

    func undelivered(_ undelivered: MessageContent.Undelivered) -> String {
        "“\(undelivered.destination)” \(undelivered.isUncertain == true ? "may not have got" : "did not get") "
            + "\(numbers.counted(undelivered.count, "message", "messages")): “doorstep deliveries” says why."
    }
}
