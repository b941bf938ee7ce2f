/// What is wrong with the scripts of a pack taken together: asked once they are read, one by one right.
package struct ScriptLint {
    private let scripts: [Script]
    private let registers: [Register]
    private let hemisphere: Hemisphere

    /// `registers` are those in which there must be something to say.
    package init(_ scripts: [Script], registers: [Register], hemisphere: Hemisphere) {
        self.scripts = scripts
        self.registers = registers
        self.hemisphere = hemisphere
    }

    /// Whether the days that the script names leave no day at all: a Monday that is a Sunday's date.
    package static func neverHasDay(_ script: Script, hemisphere: Hemisphere) -> Bool {
        let space = ScriptSpace(
            [script], registers: Register.allCases, hemisphere: hemisphere)
        return space.isEmpty(.day, in: space.box(of: script))
    }

    /// The scripts that others always go before: wherever one of them fits, at least two more specific ones do. Of
    /// two, because the one that was said last stands back.
    package func neverChosen() -> [ScriptID] {
        Moment.spoken.flatMap { moment in
            let scripts = scripts.filter { $0.moment == moment }
            let space = ScriptSpace(
                scripts, registers: Register.allCases, hemisphere: hemisphere)
            let boxes = scripts.map(space.box)
            var patience = ScriptSpace.patience
            return scripts.indices.filter { index in
                let covers = scripts.indices
                    .filter { scripts[$0].specificity > scripts[index].specificity }
                    .sorted { scripts[$0].specificity < scripts[$1].specificity }
                    .map { boxes[$0] }
                guard covers.count >= 2 else { return false }
                do {
                    return try space.part(
                        of: boxes[index], coveredLessThan: 2, by: covers, patience: &patience)
                        == nil
                } catch {
                    return false
                }
            }.map { scripts[$0].id }
        }
    }

    /// A situation for which nothing fits.
    package struct Hole: Hashable, Sendable {
        /// The first of `count` times of the week; nil: at any time.
        package var time: (Weekday, start: TimeOfDay, end: TimeOfDay)? {
            weekday.map { ($0, start, end) }
        }
        fileprivate var weekday: Weekday?
        fileprivate var start = TimeOfDay(seconds: 0)
        fileprivate var end = TimeOfDay(seconds: 86400)
        package fileprivate(set) var count = 1

        /// What else has to be so; nil: whatever it is.
        package fileprivate(set) var days: ClosedRange<MonthDay>?
        package fileprivate(set) var holiday: Bool?
        package fileprivate(set) var occupancy: CountRange?
        package fileprivate(set) var openPrompts: CountRange?
        package fileprivate(set) var people: CountRange?
        package fileprivate(set) var children: Bool?

        /// The inner nil: not known.
        package fileprivate(set) var visitor: Conditions.Visitor??
        package fileprivate(set) var level: PermissionLevel?
        package fileprivate(set) var cameFor: Outcome??
        package fileprivate(set) var register: Register?

        /// Placeholders that have no value then.
        package fileprivate(set) var without: [ScriptPlaceholder] = []
    }

    /// The first hole of the week, as wide as it can be told; nil when there is always something to say.
    package func hole(_ moment: Moment) -> Hole? {
        let scripts = scripts.filter { $0.moment == moment }
            .sorted { $0.specificity < $1.specificity }
        let space = ScriptSpace(scripts, registers: registers, hemisphere: hemisphere)
        let covers = scripts.map(space.box)
        func silence(in box: ScriptSpace.Box) -> ScriptSpace.Box? {
            var patience = ScriptSpace.patience
            return try? space.part(
                of: box, coveredLessThan: 1, by: covers, patience: &patience)
        }
        guard silence(in: space.everything) != nil else { return nil }
        var first: (weekday: Weekday, cell: Int, box: ScriptSpace.Box)?
        var count = 0
        var isAlways = true
        for weekday in Weekday.allCases {
            var wasOpen = false
            for cell in space.times.indices {
                var slice = space.everything
                space.set(.time, in: &slice) { $0 == cell }
                space.set(.day, in: &slice) { space.days[$0].weekday == weekday }
                let part = silence(in: slice)
                if let part, first == nil { first = (weekday, cell, part) }
                if part != nil, !wasOpen { count += 1 }
                if part == nil { isAlways = false }
                wasOpen = part != nil
            }
        }
        guard let first else { return nil }
        return describe(
            first.box, first.weekday, first.cell, count: count, isAlways: isAlways, space, covers)
    }

    private func describe(
        _ part: ScriptSpace.Box, _ weekday: Weekday, _ cell: Int, count: Int, isAlways: Bool,
        _ space: ScriptSpace, _ covers: [ScriptSpace.Box]
    ) -> Hole {
        var box = part
        for dimension in ScriptSpace.Dimension.allCases {
            let blocking = covers.filter { space.meet($0, box, but: dimension) }
            space.set(dimension, in: &box) { candidate in
                (dimension != .day || space.days[candidate].weekday == weekday)
                    && !blocking.contains { space.has(candidate, of: dimension, in: $0) }
            }
        }
        var hole = Hole()
        if !isAlways {
            hole.weekday = weekday
            let last =
                space.times.indices.dropFirst(cell)
                .prefix { space.has($0, of: .time, in: box) }.last ?? cell
            hole.start = TimeOfDay(seconds: space.times[cell])
            hole.end = TimeOfDay(
                seconds: last + 1 < space.times.count ? space.times[last + 1] : 86400)
            hole.count = count
        }
        func first(_ dimension: ScriptSpace.Dimension) -> Int? {
            space.isWhole(dimension, in: box)
                ? nil
                : (0..<space.count(dimension)).first { space.has($0, of: dimension, in: box) }
        }
        func range(_ dimension: ScriptSpace.Dimension, _ cuts: [Int]) -> CountRange? {
            guard let start = first(dimension) else { return nil }
            let end = (start..<cuts.count).first { !space.has($0, of: dimension, in: box) }
            return CountRange(cuts[start], end.map { cuts[$0] - 1 })
        }
        hole.days = days(in: box, on: weekday, space)
        hole.holiday = first(.holiday).map { $0 == 1 }
        hole.occupancy = range(.occupancy, space.occupancies)
        hole.openPrompts = range(.openPrompts, space.promptCounts)
        hole.people = range(.people, space.partySizes)
        hole.children = first(.children).map { $0 == 1 }
        hole.visitor = first(.visitor).map { space.visitors[$0] }
        hole.level = first(.level).map { space.levels[$0] }
        hole.cameFor = first(.cameFor).map { space.outcomes[$0] }
        // With one register in question there is nothing to tell apart.
        hole.register = first(.register).map { space.registers[$0] }
        for (dimension, placeholder) in [
            (.staff, .staff), (.nickname, .nickname), (.opening, .openingHint),
        ] as [(ScriptSpace.Dimension, ScriptPlaceholder)]
        where first(dimension) == 0 { hole.without.append(placeholder) }
        return hole
    }

    /// The first days of the year in a row; nil: on all of them.
    private func days(
        in box: ScriptSpace.Box, on weekday: Weekday, _ space: ScriptSpace
    ) -> ClosedRange<MonthDay>? {
        let groups = Set(
            space.days.indices.filter {
                space.days[$0].date == nil && space.has($0, of: .day, in: box)
            }.map { space.days[$0].group })
        guard groups.count < space.daysOfYear.count else { return nil }
        let days = Set(groups.flatMap { space.daysOfYear[$0] })
        guard let first = days.min() else { return nil }
        let last = MonthDay.all[(first.ordinal - 1)...].prefix { days.contains($0) }.last ?? first
        return first...last
    }
}
