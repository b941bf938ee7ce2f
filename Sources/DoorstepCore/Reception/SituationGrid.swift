/// The situations that a moment's scripts tell apart. Each side of a situation (its date, its time, the size of the party …)
/// takes the values at which some script's condition begins or ends, the most ordinary one first.
struct SituationGrid {
    enum Side: Int, CaseIterable {
        case date, time, holiday, occupancy, openPrompts, people, children, visitor, level, cameFor
        case staff, nickname, opening
    }

    /// A situation: for each side the number of its value.
    typealias Point = [Int]

    /// The first of the days of the year that no script tells apart, for each such group.
    let days: [MonthDay]

    /// Each of `days` on each weekday, then the dates that a script names with their year.
    private let dates: [(date: LocalDate, season: Season)]

    /// Seconds after midnight.
    let times: [Int]
    let occupancies: [Int]
    let promptCounts: [Int]
    let partySizes: [Int]
    let visitors: [Conditions.Visitor?] = [nil] + Conditions.Visitor.allCases
    let outcomes: [Outcome?] = [nil] + Outcome.allCases
    private let hemisphere: Hemisphere

    /// The number of values of each side.
    private let counts: [Int]

    init(_ scripts: [Script], hemisphere: Hemisphere) {
        let conditions = scripts.map(\.conditions)
        self.hemisphere = hemisphere
        times = Set(
            [0]
                + conditions.flatMap(\.hours)
                .flatMap { [$0.start.seconds, $0.end.seconds % 86400] }
        ).sorted()
        occupancies = Self.cuts(conditions.compactMap(\.occupancy), from: 0)
        promptCounts = Self.cuts(conditions.compactMap(\.openPrompts), from: 0)
        partySizes = Self.cuts(conditions.compactMap(\.people), from: 1)
        var named: Set<LocalDate> = []
        var spans: Set<DateSpan> = []
        for span in conditions.flatMap(\.dates) {
            if case .once(let date) = span { named.insert(date) } else { spans.insert(span) }
        }
        let tellsSeasons = conditions.contains { !$0.seasons.isEmpty }
        var seen: Set<[String]> = []
        days = MonthDay.all.filter { day in
            let date = day.date(on: .monday)
            let season = tellsSeasons ? Season(of: day, in: hemisphere).rawValue : ""
            let met = spans.filter { $0.contains(date, day) }.map(\.description).sorted()
            return seen.insert([season] + met).inserted
        }
        let all = days.flatMap { day in Weekday.allCases.map { day.date(on: $0) } } + named.sorted()
        dates = all.map { ($0, Season(of: $0.monthDay, in: hemisphere)) }
        func count(_ values: Int, if isAsked: Bool) -> Int { isAsked ? values : 1 }
        func has(_ placeholder: ScriptPlaceholder) -> Bool {
            scripts.contains { $0.placeholders.contains(placeholder) }
        }
        let asksOfLevel = scripts.contains { $0.conditions.level != nil || $0.asks != .nothing }
        counts = [
            dates.count, times.count, count(2, if: conditions.contains { $0.holiday != nil }),
            occupancies.count, promptCounts.count, partySizes.count,
            count(2, if: conditions.contains { $0.children != nil }),
            count(visitors.count, if: conditions.contains { $0.visitor != nil }),
            count(PermissionLevel.allCases.count, if: asksOfLevel),
            count(outcomes.count, if: conditions.contains { !$0.cameFor.isEmpty }),
            count(2, if: has(.staff)), count(2, if: has(.nickname)),
            count(2, if: has(.openingHint)),
        ]
    }

    private static func cuts(_ ranges: [CountRange], from first: Int) -> [Int] {
        Set([first] + ranges.flatMap { [$0.least, ($0.most ?? $0.least) + 1] })
            .filter { $0 >= first }.sorted()
    }

    /// The numbers of the side's values; a side that no script asks about has one.
    func values(of side: Side) -> Range<Int> { 0..<counts[side.rawValue] }

    /// The dates of `days` on any weekday, without those that a script names with their year.
    var yearlyDates: Range<Int> { 0..<(days.count * Weekday.allCases.count) }

    func set(_ side: Side, to value: Int, in situation: inout Situation) {
        switch side {
        case .date: (situation.date, situation.season) = dates[value]
        case .time: situation.time = TimeOfDay(seconds: times[value])
        case .holiday: situation.isHoliday = value == 1
        case .occupancy: situation.othersInside = occupancies[value]
        case .openPrompts: situation.openPrompts = promptCounts[value]
        case .people: situation.people = partySizes[value]
        case .children: situation.areChildrenWelcome = value == 1
        case .visitor: situation.visitor = visitors[value]
        case .level: situation.level = PermissionLevel.allCases[value]
        case .cameFor: situation.cameFor = outcomes[value]
        case .staff: situation.staff = value == 1 ? "" : nil
        case .nickname: situation.nickname = value == 1 ? "" : nil
        case .opening: situation.closesAt = value == 1 ? TimeOfDay(seconds: 0) : nil
        }
    }

    /// Sets the day of the year, on the weekday that `situation` has.
    func set(_ day: MonthDay, in situation: inout Situation) {
        situation.date = day.date(on: situation.date.weekday)
        situation.season = Season(of: day, in: hemisphere)
    }

    /// A stranger who comes alone, on a Monday at midnight, when nobody else is there.
    private var ordinary: Situation {
        Situation(date: dates[0].date, time: TimeOfDay(seconds: 0), season: dates[0].season)
    }

    func situation(_ point: Point) -> Situation {
        var situation = ordinary
        for side in Side.allCases { set(side, to: point[side.rawValue], in: &situation) }
        return situation
    }
}

// The points to try.
extension SituationGrid {
    /// All values of `sides`, and the most ordinary one of every other side.
    func allowed(_ sides: [Side] = Side.allCases) -> [[Int]] {
        Side.allCases.map { sides.contains($0) ? Array(values(of: $0)) : [0] }
    }

    /// The values of each side with which `script` fits, all else being as the script wants it.
    func allowed(by script: Script) -> [[Int]] {
        var situation = ordinary
        return Side.allCases.map { side in
            let unmet = values(of: side).map { value in
                set(side, to: value, in: &situation)
                return script.unmet(in: situation)
            }
            let least = unmet.min()
            let allowed = unmet.indices.filter { unmet[$0] == least }
            set(side, to: allowed[0], in: &situation)
            return allowed
        }
    }

    /// Points whose sides have the values in `allowed`: all of them when they are few; else every time of the week, each
    /// other value alone, and a sample of the rest. They are the same each time.
    func points(_ allowed: [[Int]]) -> [Point] {
        var count = 1
        for values in allowed where count <= Self.most { count *= values.count }
        if count <= Self.most { return product(allowed) }
        let ordinary = allowed.map { $0[0] }
        let week = Array(allowed[Side.date.rawValue].prefix(Weekday.allCases.count))
        var points: [Point] = []
        for date in week {
            for time in allowed[Side.time.rawValue] {
                points.append([date, time] + ordinary.dropFirst(2))
            }
        }
        for side in allowed.indices {
            for value in allowed[side] {
                var point = ordinary
                point[side] = value
                points.append(point)
            }
        }
        var chance = SampleChance()
        return points
            + (0..<Self.most).map { _ in
                allowed.map { $0[Int.random(in: $0.indices, using: &chance)] }
            }
    }

    /// For each side, which of its values a script fits.
    typealias Fit = [[Bool]]

    func fit(of script: Script) -> Fit {
        let allowed = allowed(by: script)
        return Side.allCases.map { side in
            let fitting = Set(allowed[side.rawValue])
            return values(of: side).map(fitting.contains)
        }
    }

    /// Whether a descent finds a situation with values in `allowed` that at most `limit` of the scripts fit.
    ///
    /// It begins at the most ordinary situation and at some others: one side after the other takes the value that the fewest
    /// fit, until no side gets better.
    func has(_ allowed: [[Int]], thatAtMost limit: Int, of fits: [Fit]) -> Bool {
        var chance = SampleChance()
        for descent in 0..<Self.descents {
            var point = allowed.map { values in
                descent == 0 ? values[0] : values[Int.random(in: values.indices, using: &chance)]
            }
            // The number of sides on which each script does not fit.
            var unmet = fits.map { fit in
                var count = 0
                for side in fit.indices where !fit[side][point[side]] { count += 1 }
                return count
            }
            var least = Int.max
            var isBetter = true
            while isBetter {
                isBetter = false
                for side in point.indices {
                    var counts = Array(repeating: 0, count: allowed[side].count)
                    for index in fits.indices where unmet[index] <= 1 {
                        let fit = fits[index][side]
                        guard unmet[index] == (fit[point[side]] ? 0 : 1) else { continue }
                        for place in counts.indices where fit[allowed[side][place]] {
                            counts[place] += 1
                        }
                    }
                    guard let fewest = counts.min(), fewest < least,
                        let place = counts.firstIndex(of: fewest)
                    else { continue }
                    if fewest <= limit { return true }
                    let value = allowed[side][place]
                    for index in fits.indices {
                        let fit = fits[index][side]
                        unmet[index] += (fit[point[side]] ? 1 : 0) - (fit[value] ? 1 : 0)
                    }
                    (point[side], least, isBetter) = (value, fewest, true)
                }
            }
        }
        return false
    }

    private static let descents = 8

    /// The most situations of a sample.
    private static let most = 4096

    private func product(_ allowed: [[Int]]) -> [Point] {
        allowed.reduce([[]]) { points, values in
            points.flatMap { point in values.map { point + [$0] } }
        }
    }
}

extension MonthDay {
    /// A date of this day of the year that falls on `weekday`. Weekdays come back after 28 years, those of 29 February too.
    func date(on weekday: Weekday) -> LocalDate {
        let first = LocalDate(dayNumber: 0)
        return (2000..<2028).lazy.compactMap { LocalDate("\($0)-\(self)") }
            .first { $0.weekday == weekday } ?? first
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014) from a fixed start: a pack gets the same answer each time.
private struct SampleChance: RandomNumberGenerator {
    private var state: UInt64 = 0

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
