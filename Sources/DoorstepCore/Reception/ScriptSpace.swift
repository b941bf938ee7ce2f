/// Every situation that a moment's scripts tell apart, as the cells of a grid: what a script fits is a box in it.
///
/// A dimension is cut where some script's condition begins or ends, and nowhere else, so that what holds for a
/// cell holds for all that lies in it. Days are cut as they are on the calendar: a day of the year meets every
/// weekday in some year, a date with a year only its own.
struct ScriptSpace {
    /// A box: for each dimension, a bit for each of its cells.
    typealias Box = [UInt64]

    enum Dimension: Int, CaseIterable {
        case time, day, holiday, occupancy, openPrompts, people, children, visitor, level
        case cameFor, register, staff, nickname, opening
    }

    struct Day: Hashable {
        let weekday: Weekday

        /// An index into `daysOfYear`.
        let group: Int

        /// Nil: any year's.
        let date: LocalDate?
    }

    /// Seconds at which a cell of time begins; the last ends at midnight.
    let times: [Int]
    let days: [Day]

    /// The days of the year that no script tells apart.
    let daysOfYear: [[MonthDay]]

    /// The first number of each cell.
    let occupancies: [Int]
    let promptCounts: [Int]
    let partySizes: [Int]

    /// Of the register in which the scripts are wanted.
    let registers: [Register]
    let levels = PermissionLevel.allCases

    /// Nil, not known, comes first.
    let visitors: [Conditions.Visitor?] = [nil] + Conditions.Visitor.allCases
    let outcomes: [Outcome?] = [nil] + Outcome.allCases

    private let counts: [Int]

    /// Where the words of each dimension are in a box.
    private let words: [Range<Int>]

    init(_ scripts: [Script], registers: [Register], hemisphere: Hemisphere) {
        let conditions = scripts.map(\.conditions)
        self.registers = registers
        times = Set(
            [0]
                + conditions.flatMap(\.hours)
                .flatMap { [$0.start.seconds, $0.end.seconds % 86400] }
        ).sorted()
        occupancies = Self.cuts(conditions.compactMap(\.occupancy), from: 0)
        promptCounts = Self.cuts(conditions.compactMap(\.openPrompts), from: 0)
        partySizes = Self.cuts(conditions.compactMap(\.people), from: 1)
        let spans = Array(
            Set(
                conditions.flatMap(\.dates).filter {
                    if case .yearly = $0 { true } else { false }
                }))
        let tellsSeasons = conditions.contains { !$0.seasons.isEmpty }
        var groups: [[Int]: [MonthDay]] = [:]
        for day in MonthDay.all {
            let season = Season(of: day, in: hemisphere)
            let signature =
                spans.map { $0.contains(LocalDate(dayNumber: .min / 2), day) ? 1 : 0 }
                + [tellsSeasons ? Season.allCases.firstIndex(of: season) ?? 0 : 0]
            groups[signature, default: []].append(day)
        }
        let daysOfYear = groups.values.sorted {
            ($0.first?.ordinal ?? 0) < ($1.first?.ordinal ?? 0)
        }
        let dates = Set(
            conditions.flatMap(\.dates).compactMap {
                if case .once(let date) = $0 { date } else { nil }
            }
        ).sorted()
        days =
            Weekday.allCases.flatMap { weekday in
                daysOfYear.indices.map { Day(weekday: weekday, group: $0, date: nil) }
            }
            + dates.map { date in
                Day(
                    weekday: date.weekday,
                    group: daysOfYear.firstIndex { $0.contains(date.monthDay) } ?? 0, date: date)
            }
        self.daysOfYear = daysOfYear
        counts = [
            times.count, days.count, 2, occupancies.count, promptCounts.count, partySizes.count, 2,
            visitors.count, levels.count, outcomes.count, registers.count, 2, 2, 2,
        ]
        var words: [Range<Int>] = []
        for count in counts {
            let start = words.last?.upperBound ?? 0
            words.append(start..<start + (count + 63) / 64)
        }
        self.words = words
        self.hemisphere = hemisphere
    }

    private let hemisphere: Hemisphere

    private static func cuts(_ ranges: [CountRange], from first: Int) -> [Int] {
        Set([first] + ranges.flatMap { [$0.least, ($0.most ?? $0.least) + 1] })
            .filter { $0 >= first }.sorted()
    }
}

// Boxes.
extension ScriptSpace {
    func count(_ dimension: Dimension) -> Int { counts[dimension.rawValue] }

    var everything: Box {
        var box = Box(repeating: 0, count: words.last?.upperBound ?? 0)
        for dimension in Dimension.allCases { set(dimension, in: &box) { _ in true } }
        return box
    }

    /// Where `script` fits, permission included.
    func box(of script: Script) -> Box {
        let conditions = script.conditions
        let needs = Set(script.text.placeholders)
        var box = Box(repeating: 0, count: words.last?.upperBound ?? 0)
        set(.time, in: &box) { cell in
            let time = TimeOfDay(seconds: times[cell])
            return conditions.hours.isEmpty || conditions.hours.contains { $0.contains(time) }
        }
        set(.day, in: &box) { cell in isMet(conditions, on: days[cell]) }
        set(.holiday, in: &box) { cell in conditions.holiday.map { $0 == (cell == 1) } ?? true }
        set(.occupancy, in: &box) { conditions.occupancy?.contains(occupancies[$0]) ?? true }
        set(.openPrompts, in: &box) { conditions.openPrompts?.contains(promptCounts[$0]) ?? true }
        set(.people, in: &box) { conditions.people?.contains(partySizes[$0]) ?? true }
        set(.children, in: &box) { cell in conditions.children.map { $0 == (cell == 1) } ?? true }
        set(.visitor, in: &box) { cell in
            conditions.visitor.map { visitors[cell] == $0 } ?? true
        }
        let level = max(conditions.level ?? .stranger, .least(for: script.asks))
        set(.level, in: &box) { levels[$0] >= level }
        set(.cameFor, in: &box) { cell in
            conditions.cameFor.isEmpty
                || outcomes[cell].map { conditions.cameFor.contains($0) } ?? false
        }
        set(.register, in: &box) { cell in
            script.register.map { registers[cell] == $0 } ?? true
        }
        for (dimension, placeholder) in [
            (.staff, .staff), (.nickname, .nickname), (.opening, .openingHint),
        ] as [(Dimension, ScriptPlaceholder)] {
            set(dimension, in: &box) { $0 == 1 || !needs.contains(placeholder.rawValue) }
        }
        return box
    }

    private func isMet(_ conditions: Conditions, on day: Day) -> Bool {
        guard conditions.weekdays.isEmpty || conditions.weekdays.contains(day.weekday),
            let monthDay = day.date?.monthDay ?? daysOfYear[day.group].first
        else { return false }
        // No year has this number: dates with a year are not met.
        let date = day.date ?? LocalDate(dayNumber: .min / 2)
        return
            (conditions.dates.isEmpty || conditions.dates.contains { $0.contains(date, monthDay) })
            && (conditions.seasons.isEmpty
                || conditions.seasons.contains(Season(of: monthDay, in: hemisphere)))
    }

    func set(_ dimension: Dimension, in box: inout Box, to fits: (Int) -> Bool) {
        let start = words[dimension.rawValue].lowerBound
        for word in words[dimension.rawValue] { box[word] = 0 }
        for cell in 0..<count(dimension) where fits(cell) {
            box[start + cell / 64] |= 1 << UInt64(cell % 64)
        }
    }

    func has(_ cell: Int, of dimension: Dimension, in box: Box) -> Bool {
        box[words[dimension.rawValue].lowerBound + cell / 64] >> UInt64(cell % 64) & 1 == 1
    }

    func isWhole(_ dimension: Dimension, in box: Box) -> Bool {
        (0..<count(dimension)).allSatisfy { has($0, of: dimension, in: box) }
    }

    func isEmpty(_ dimension: Dimension, in box: Box) -> Bool {
        words[dimension.rawValue].allSatisfy { box[$0] == 0 }
    }

    func meet(_ a: Box, _ b: Box, but left: Dimension? = nil) -> Bool {
        Dimension.allCases.allSatisfy { dimension in
            dimension == left || words[dimension.rawValue].contains { a[$0] & b[$0] != 0 }
        }
    }

    func contains(_ outer: Box, _ inner: Box) -> Bool {
        inner.indices.allSatisfy { inner[$0] & ~outer[$0] == 0 }
    }

    /// A part of `box` that fewer than `times` of `covers` cover; nil when there is none. Exact: a cover splits
    /// what it touches into the part that it covers and those that it does not.
    ///
    /// `patience` is what is left of the steps that may be taken. Throws when a pack is so contrived that they
    /// run out: a shop must open.
    func part(
        of box: Box, coveredLessThan times: Int, by covers: [Box], patience: inout Int
    ) throws(Intricate) -> Box? {
        guard patience > 0 else { throw Intricate() }
        patience -= 1
        var times = times
        var touching: [Box] = []
        for cover in covers where meet(box, cover) {
            guard contains(cover, box) else {
                touching.append(cover)
                continue
            }
            times -= 1
            if times == 0 { return nil }
        }
        if touching.count < times { return box }
        guard
            let index = touching.indices.min(by: {
                cuts(touching[$0], box) < cuts(touching[$1], box)
            })
        else { return box }
        let cover = touching.remove(at: index)
        var rest = box
        for dimension in Dimension.allCases {
            let places = words[dimension.rawValue]
            guard places.contains(where: { rest[$0] & ~cover[$0] != 0 }) else { continue }
            var outside = rest
            for place in places {
                outside[place] &= ~cover[place]
                rest[place] &= cover[place]
            }
            if let part = try part(
                of: outside, coveredLessThan: times, by: touching, patience: &patience)
            {
                return part
            }
        }
        guard times > 1 else { return nil }
        return try part(
            of: rest, coveredLessThan: times - 1, by: touching, patience: &patience)
    }

    struct Intricate: Error {}

    /// Steps for one question about a pack; those of good packs take a few hundred.
    static let patience = 5000

    /// In how many dimensions `cover` leaves something of `box` outside: the fewer, the less it splits.
    private func cuts(_ cover: Box, _ box: Box) -> Int {
        Dimension.allCases.count { dimension in
            words[dimension.rawValue].contains { box[$0] & ~cover[$0] != 0 }
        }
    }
}
