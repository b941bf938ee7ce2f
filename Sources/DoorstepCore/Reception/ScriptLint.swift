/// The check of a pack's scripts taken together, by trying situations. Each script must be valid by itself.
package struct ScriptLint {
    private let scripts: [Script]
    private let registers: [Register]
    private let hemisphere: Hemisphere

    /// `registers` are those in which there must always be a script that fits.
    package init(_ scripts: [Script], registers: [Register], hemisphere: Hemisphere) {
        self.scripts = scripts
        self.registers = registers
        self.hemisphere = hemisphere
    }

    /// Whether the days that the script names leave no day at all: 24 December in summer.
    package static func neverHasDay(_ script: Script, hemisphere: Hemisphere) -> Bool {
        let grid = SituationGrid([script], hemisphere: hemisphere)
        var days = Conditions()
        (days.weekdays, days.dates) = (script.conditions.weekdays, script.conditions.dates)
        days.seasons = script.conditions.seasons
        let dated = Script(id: script.id, moment: script.moment, text: "", conditions: days)
        return !grid.points(grid.allowed([.date])).contains { dated.fits(grid.situation($0)) }
    }

    private func scripts(for moment: Moment, in register: Register) -> [Script] {
        scripts.filter { $0.moment == moment && ($0.register ?? register) == register }
    }

    /// The scripts that are never the best: wherever one of them fits, at least two more specific ones do, however much
    /// the situation is turned in its favour. It takes two, because the script that was said last is passed over.
    package func neverChosen() -> [ScriptID] {
        Moment.spoken.flatMap { moment in
            let chosen = Register.allCases.reduce(into: Set<ScriptID>()) { chosen, register in
                let scripts = scripts(for: moment, in: register)
                let grid = SituationGrid(scripts, hemisphere: hemisphere)
                let fits = scripts.map(grid.fit)
                for script in scripts where !chosen.contains(script.id) {
                    let better = scripts.indices.filter {
                        scripts[$0].specificity > script.specificity
                    }
                    let isChosen =
                        better.count < 2
                        || grid.has(
                            grid.allowed(by: script), thatAtMost: 1, of: better.map { fits[$0] })
                    if isChosen { chosen.insert(script.id) }
                }
            }
            return scripts.filter { $0.moment == moment && !chosen.contains($0.id) }.map(\.id)
        }
    }

    /// The first situation tried for which nothing fits; nil when there was always something to say.
    package func hole(_ moment: Moment) -> Hole? {
        let grid = SituationGrid(
            scripts.filter { $0.moment == moment }, hemisphere: hemisphere)
        let finders = registers.map {
            HoleFinder(grid: grid, register: $0, scripts: scripts(for: moment, in: $0))
        }
        for finder in finders where !finder.scripts.contains(where: \.fitsAlways) {
            guard let point = grid.points(grid.allowed()).first(where: finder.isSilent) else {
                continue
            }
            return finder.describe(point, others: finders)
        }
        return nil
    }
}
