import DoorstepCore

extension Digest {
    package init(_ summary: Summary, language: ScreenLanguage) {
        let words = Self.words(summary, language)
        let title = "\(summary.shop), \(words.period)"
        guard !summary.isOfNothing else {
            self.init(language: language, title: title, sentence: words.shut)
            return
        }
        let text = SummaryText(summary, language: language)
        self.init(
            language: language, title: title,
            headline: Self.headline(summary, words),
            warnings: Self.running(summary, text) + Self.warnings(summary, words),
            figures: KeyFigure.all(of: summary, language).map(Figure.init),
            course: Course(summary, words),
            moved: Array(text.changes.prefix(Self.mostMoved)),
            suggestion: Suggestion(summary).map(words.suggestion),
            provenance: words.provenance)
    }

    /// A digest of one sentence, without figures.
    package init(language: ScreenLanguage, title: String, sentence: String) {
        self.init(
            language: language, title: title, headline: sentence, warnings: [], figures: [],
            course: nil, moved: [], suggestion: nil, provenance: "")
    }

    /// The test message, which shows that digests arrive.
    package init(testOf shop: String, language: ScreenLanguage) {
        let sentence =
            switch language {
            case .fr:
                "Essai\u{a0}: ce message est arrivé, les résumés de la boutique arriveront ici."
            case .en: "Test: this message has arrived, and the shop’s summaries will arrive here."
            }
        self.init(language: language, title: shop, sentence: sentence)
    }

    static func words(_ summary: Summary, _ language: ScreenLanguage) -> any DigestWords {
        switch language {
        case .fr: FrenchDigest(summary: summary)
        case .en: EnglishDigest(summary: summary)
        }
    }

    private static func headline(_ summary: Summary, _ words: any DigestWords) -> String {
        let footfall = summary.traffic.footfall
        let doubtful = summary.episodes.filter { !$0.excluded }
        if !doubtful.isEmpty {
            return words.doubtful(
                doubtful.reduce(0) { $0 + $1.crossings }, doors: Set(doubtful.map(\.door)).sorted())
        }
        let unanswered = summary.openings.unanswered
        if unanswered > 0, footfall <= 0 || !summary.isBarelyObserved {
            return words.visitorsAtLeast(footfall, unanswered: unanswered)
        }
        if summary.isExitsOnly { return words.onlyExits(summary.traffic.exits) }
        if summary.isLowerBound { return words.visitorsAtLeast(footfall) }
        if footfall == 0, summary.traffic.excluded > 0 {
            return words.noVisitors(among: summary.traffic.excluded)
        }
        guard let change = summary.changes?.footfall, change.usual > 0 else {
            return words.visitors(footfall)
        }
        let percent = ((change.value / change.usual - 1) * 100).rounded()
        return words.visitors(footfall, percentMore: Int(percent))
    }

    /// The notes that the period still runs. They come first, since figures that will grow cannot be compared.
    private static func running(_ summary: Summary, _ text: SummaryText) -> [String] {
        let open = [SummaryNote.dayOpen, .weekOpen, .monthOpen].map(\.rawValue)
        return zip(summary.noteWords, text.notes).filter { open.contains($0.0) }.map(\.1)
    }

    private static func warnings(_ summary: Summary, _ words: any DigestWords) -> [String] {
        var warnings = summary.episodes.filter { !$0.excluded }
            .sorted { $0.crossings > $1.crossings }.prefix(mostDoors).map(words.episode)
        if summary.isBarelyObserved {
            warnings.append(
                summary.coverage.share == nil ? words.coverageUnknown : words.lowCoverage)
        }
        warnings += summary.openings.byDoor.filter { $0.unanswered > 0 }
            .sorted { $0.unanswered > $1.unanswered }.prefix(mostDoors).map(words.openings)
        // The longest gaps say most, and three of them are enough to act on.
        let begun = summary.coverage.gaps.filter { $0.reason == GapReason.notYetInstalled.rawValue }
        let gaps = summary.coverage.gaps.filter { $0.reason != GapReason.notYetInstalled.rawValue }
            .sorted { $0.minutes > $1.minutes }
        if let since = begun.map(\.to).max() { warnings.append(words.installed(since)) }
        warnings += gaps.filter { $0.minutes >= 15 }.prefix(3).map(words.gap)
        if summary.noteWords.contains(SummaryNote.clockSet.rawValue) {
            warnings.append(words.clockSet)
        }
        return warnings
    }

    /// The most doors with warnings of one kind: nobody would look at more one by one.
    private static let mostDoors = 3
}

extension Digest.Figure {
    fileprivate init(_ figure: KeyFigure) {
        self.init(
            name: figure.name,
            value: [figure.value, figure.cases].compactMap(\.self).joined(separator: ", "),
            change: figure.change)
    }
}

extension Digest.Course {
    fileprivate init?(_ summary: Summary, _ words: any DigestWords) {
        if let days = summary.traffic.byDay {
            let open = days.filter { $0.openMinutes > 0 || $0.entrances > 0 }
            guard let first = open.first, let last = open.last,
                open.contains(where: { $0.entrances > 0 })
            else { return nil }
            // A day with low or unknown coverage, or with an unanswered opening, must not look like a quiet one.
            let bars = open.map { day in
                Self.isWatched(day) && (day.entrances > 0 || day.unansweredOpenings == 0)
                    ? day.entrances : nil
            }
            let most = bars.compactMap(\.self).max() ?? 0
            let fullest = open.first { $0.entrances == most && most > 0 }
            let isSure = open.allSatisfy {
                $0.day == fullest?.day || $0.unansweredOpenings == 0
                    || $0.entrances + $0.unansweredOpenings <= most
            }
            let busiest = isSure ? fullest : nil
            self.init(
                from: words.numbers.short(first.day), to: words.numbers.short(last.day), bars: bars,
                busiest: busiest.map { words.busiest(day: $0.day, entrances: most) },
                unknown: Self.reasons(
                    (words.dayNotWatched, open.contains { !Self.isWatched($0) }),
                    (
                        words.notAnswered,
                        open.contains { $0.entrances == 0 && $0.unansweredOpenings > 0 }
                    )))
        } else {
            let hours = summary.traffic.byHour
            guard let first = hours.firstIndex(where: { $0.entrances > 0 }),
                let last = hours.lastIndex(where: { $0.entrances > 0 })
            else { return nil }
            let seen = hours[first...last]
            let busiest = seen.first { $0.hour == summary.traffic.busiestHour }
            self.init(
                from: words.numbers.tick(seen[first].hour),
                to: words.numbers.tick(nextHour(seen[last].hour)),
                bars: seen.map { hour in
                    hour.covered == false || hour.entrances == 0 && hour.unansweredOpenings > 0
                        ? nil : hour.entrances
                },
                busiest: busiest.map { words.busiest(hour: $0.hour, entrances: $0.entrances) },
                unknown: Self.reasons(
                    (words.hourNotWatched, seen.contains { $0.covered == false }),
                    (
                        words.notAnswered,
                        seen.contains { $0.entrances == 0 && $0.unansweredOpenings > 0 }
                    )))
        }
    }

    /// Whether the day's number is known: it was observed for long enough, or somebody was counted on it.
    private static func isWatched(_ day: Summary.Traffic.Day) -> Bool {
        day.coverage.map { $0 >= Observation.threshold } ?? (day.entrances > 0)
    }

    private static func reasons(_ all: (String, Bool)...) -> String? {
        let holding = all.filter(\.1).map(\.0)
        return holding.isEmpty ? nil : holding.joined(separator: ", ")
    }
}

extension Summary.Coverage.Gap {
    var minutes: Int64 {
        guard let from = Timestamp(from), let to = Timestamp(to) else { return 0 }
        return (to.milliseconds - from.milliseconds) / 60_000
    }
}

/// The hour that follows, by its label: `14:00` after `13:00`, `00:00` after `23:00`.
func nextHour(_ label: String) -> String {
    guard let hour = Int(label.prefix(2)) else { return label }
    let next = (hour + 1) % 24
    return (next < 10 ? "0" : "") + "\(next)" + label.dropFirst(2).prefix(3)
}
