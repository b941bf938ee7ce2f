extension ScriptLint {
    /// A set of situations in which no script fits: those that have the sides given here, whatever their other sides
    /// are.
    package struct Hole: Hashable, Sendable {
        /// The first of `count` times of the week; nil when no script fits at any time.
        package var time: (Weekday, start: TimeOfDay, end: TimeOfDay)? {
            weekday.map { ($0, start, end) }
        }
        fileprivate var weekday: Weekday?
        fileprivate var start = TimeOfDay(seconds: 0)
        fileprivate var end = TimeOfDay(seconds: 86400)
        package fileprivate(set) var count = 1

        /// The other sides; nil for any value.
        package fileprivate(set) var days: ClosedRange<MonthDay>?
        package fileprivate(set) var holiday: Bool?
        package fileprivate(set) var occupancy: CountRange?
        package fileprivate(set) var openPrompts: CountRange?
        package fileprivate(set) var people: CountRange?
        package fileprivate(set) var children: Bool?

        /// The visitor; the inner nil stands for one of whom nothing is known.
        package fileprivate(set) var visitor: Conditions.Visitor??
        package fileprivate(set) var level: PermissionLevel?
        package fileprivate(set) var cameFor: Outcome??
        package fileprivate(set) var register: Register?

        /// Placeholders that have no value then.
        package fileprivate(set) var without: [ScriptPlaceholder] = []
    }
}

/// Looks for situations of `grid` in which none of `scripts`, those of `register`, fits.
struct HoleFinder {
    let grid: SituationGrid
    let register: Register
    let scripts: [Script]

    func isSilent(_ point: SituationGrid.Point) -> Bool { isSilent(grid.situation(point)) }

    private func isSilent(_ situation: Situation) -> Bool {
        !scripts.contains { $0.fits(situation) }
    }

    /// Describes the situations around `point` in which no script fits, by the sides that cannot take any value. The
    /// register is named when one of `others` has a script that fits.
    func describe(_ point: SituationGrid.Point, others: [HoleFinder]) -> ScriptLint.Hole {
        typealias Side = SituationGrid.Side
        var allowed = point.map { [$0] }
        func isSilent(with values: some Collection<Int>, of side: Side) -> Bool {
            var changed = allowed
            changed[side.rawValue] = Array(values)
            return grid.points(changed).allSatisfy(self.isSilent)
        }
        func isFree(_ side: Side) -> Bool {
            let isFree = isSilent(with: grid.values(of: side), of: side)
            if isFree { allowed[side.rawValue] = Array(grid.values(of: side)) }
            return isFree
        }
        func value(_ side: Side) -> Int? { isFree(side) ? nil : point[side.rawValue] }
        /// The numbers from that of the point on for which it is silent.
        func range(_ side: Side, _ cuts: [Int]) -> CountRange? {
            guard let first = value(side) else { return nil }
            let end = cuts.indices[first...].first { !isSilent(with: [$0], of: side) }
            allowed[side.rawValue] = Array(first..<(end ?? cuts.endIndex))
            return CountRange(cuts[first], end.map { cuts[$0] - 1 })
        }
        var hole = ScriptLint.Hole()
        let missing: [(Side, ScriptPlaceholder)] = [
            (.staff, .staff), (.nickname, .nickname), (.opening, .openingHint),
        ]
        hole.without = missing.filter { value($0.0) == 0 }.map(\.1)
        hole.cameFor = value(.cameFor).map { grid.outcomes[$0] }
        hole.level = value(.level).map { PermissionLevel.allCases[$0] }
        hole.visitor = value(.visitor).map { grid.visitors[$0] }
        hole.children = value(.children).map { $0 == 1 }
        hole.people = range(.people, grid.partySizes)
        hole.openPrompts = range(.openPrompts, grid.promptCounts)
        hole.occupancy = range(.occupancy, grid.occupancies)
        hole.holiday = value(.holiday).map { $0 == 1 }
        describeTime(of: point, allowed, in: &hole)
        hole.register = others.allSatisfy { $0.isSilent(point) } ? nil : register
        return hole
    }

    /// The times of the week and the days of the year that are silent, with the other sides in `allowed`: the first from
    /// `point` on, and how many times there are.
    private func describeTime(
        of point: SituationGrid.Point, _ allowed: [[Int]], in hole: inout ScriptLint.Hole
    ) {
        let week = Weekday.allCases.count
        let (date, first) = (point[0], point[1])
        func isSilent(_ dates: [Int], _ times: [Int]) -> Bool {
            grid.points([dates, times] + allowed.dropFirst(2)).allSatisfy(self.isSilent)
        }
        guard grid.yearlyDates.contains(date) else { return }
        let day = date - date % week
        let times = Array(grid.times.indices)
        var days = Array(day..<day + week)
        if !isSilent(days, times) {
            var count = 0
            for date in day..<day + week {
                var wasSilent = false
                for time in times {
                    let silent = isSilent([date], [time])
                    if silent, !wasSilent { count += 1 }
                    wasSilent = silent
                }
            }
            let end = times[first...].first { !isSilent([date], [$0]) }
            hole.weekday = Weekday.allCases[date % week]
            hole.start = TimeOfDay(seconds: grid.times[first])
            hole.end = TimeOfDay(seconds: end.map { grid.times[$0] } ?? 86400)
            hole.count = count
            days = [date]
        }
        hole.days = daysOfYear(days, hole.weekday == nil ? times : [first], allowed, point)
    }

    /// The days of the year in a row, from that of `point` on, that are silent; nil: all are.
    private func daysOfYear(
        _ dates: [Int], _ times: [Int], _ allowed: [[Int]], _ point: SituationGrid.Point
    ) -> ClosedRange<MonthDay>? {
        let week = Weekday.allCases.count
        let points = grid.points([dates, times] + allowed.dropFirst(2))
        func isSilent(on day: MonthDay) -> Bool {
            points.allSatisfy { point in
                var situation = grid.situation(point)
                grid.set(day, in: &situation)
                return self.isSilent(situation)
            }
        }
        guard !grid.days.allSatisfy(isSilent(on:)) else { return nil }
        let first = grid.days[point[0] / week]
        let last = MonthDay.all[(first.ordinal - 1)...].prefix(while: isSilent(on:)).last
        return first...(last ?? first)
    }
}
