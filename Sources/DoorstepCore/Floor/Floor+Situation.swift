/// The words for a prompt: chosen when its fact is decided on, shown when the fact is folded.
extension Floor {
    /// The words for a prompt about to be opened, in the first of the shop's languages that has any. `opening`
    /// is the question that this crossing answers.
    func script(
        for moment: Moment, at: Timestamp, people: Int, visit: FarewellLink? = nil,
        opening: Sequence? = nil
    ) -> ScriptID? {
        var situation = situation(moment, at: at, people: people, visit: visit)
        // Who comes in is not inside yet; everybody else still is.
        situation.othersInside =
            max(0, state.occupancy - (moment == .greeting ? 0 : people))
        if let opening, state.prompts[opening]?.state == .open { situation.openPrompts -= 1 }
        for pack in shop.scripts.packs.indices {
            let chosen = state.chooser.choose(
                moment, pack: pack, in: situation, for: state.sequence.next, atMost: 1)
            if let script = chosen.first { return script.id }
        }
        return nil
    }

    /// The words of the prompt that `fact` opens, and what else might be said; both are remembered as shown.
    mutating func words(
        for moment: Moment, _ fact: Fact, at: Timestamp, people: Int, script: ScriptID?,
        visit: FarewellLink?
    ) -> (script: Wording?, alternatives: [Wording]) {
        guard moment != .direction else { return (nil, []) }
        var situation = situation(moment, at: at, people: people, visit: visit)
        situation.othersInside =
            max(0, state.occupancy - (moment == .farewell ? 0 : people))
        let book = shop.scripts
        let language = script?.language ?? shop.languages.first ?? ""
        let own = book.pack(of: language)
        var alternatives: [Wording] = []
        for pack in [own].compactMap(\.self) + book.packs.indices.filter({ $0 != own }) {
            let chosen = state.chooser.choose(
                moment, pack: pack, in: situation, for: fact.sequence,
                atMost: pack == own ? Self.mostAlternatives : 1, except: script)
            alternatives += chosen.compactMap { book.wording($0, in: situation) }
            if pack != own, let first = chosen.first {
                state.chooser.noteShown(first.id, for: fact.sequence)
            }
        }
        if let script { state.chooser.noteShown(script, for: fact.sequence) }
        if let words = book.ownWords(language) { alternatives.append(words) }
        return (script.flatMap { book.wording($0, in: situation) }, alternatives)
    }

    /// In the language of the prompt, beside its own words: few, so that they can be taken in at a glance.
    private static let mostAlternatives = 2

    /// All but who else is inside.
    private func situation(
        _ moment: Moment, at: Timestamp, people: Int, visit: FarewellLink?
    ) -> Situation {
        var situation = shop.situation(at: at, people: people)
        situation.openPrompts = state.open.count
        if let visit, visit.isCertain, moment != .greeting {
            situation.cameFor = visit.visit.flatMap { state.cameFor[$0] }
        }
        return situation
    }
}

extension Floor {
    /// Uses other words from the next prompt on; those already open keep theirs.
    package mutating func use(_ scripts: ScriptBook) {
        shop.scripts = scripts
        state.chooser = state.chooser.adopting(scripts)
        chooserBefore = chooserBefore.adopting(scripts)
    }

    /// A fact that was undone afterwards: what was shown for it was shown all the same.
    mutating func noteShown(_ fact: Fact) {
        switch fact.event {
        case .entrance(let crossing), .exit(let crossing, _), .stay(let crossing, _):
            guard let script = crossing.script, !isLate(fact) else { return }
            state.chooser.noteShown(script, for: fact.sequence)
        default: break
        }
    }

    /// What the answer tells the choice of later words.
    mutating func noteSaid(_ answer: Answer, _ fact: Fact) {
        guard let prompt = state.prompts[answer.prompt] else { return }
        if prompt.moment != .farewell, let visit = prompt.visit, let outcome = answer.outcome {
            state.cameFor[visit] = outcome
        }
        if let script = answer.script, script != prompt.script?.id {
            state.chooser.noteSaid(script, in: fact.sequence)
        }
    }

    /// Whether its prompt would have lapsed before it was recorded.
    func isLate(_ fact: Fact) -> Bool {
        fact.recordedAt - fact.at >= shop.reception.lapseAfter
    }
}
