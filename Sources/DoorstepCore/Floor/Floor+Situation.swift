/// The words for a prompt. Its script is chosen when its fact is decided on, the alternatives when the prompt comes up.
extension Floor {
    /// The script for a prompt about to be opened, in the first of the shop's languages that has one that fits.
    /// `opening` is the opening that the crossing answers.
    func script(
        for moment: Moment, at: Timestamp, people: Int, visit: FarewellLink? = nil,
        opening: Sequence? = nil
    ) -> ScriptID? {
        var situation = situation(moment, at: at, people: people, visit: visit)
        // A party that comes in is not inside yet; everybody else still is.
        situation.othersInside =
            max(0, state.occupancy - (moment == .greeting ? 0 : people))
        if let opening, state[opening]?.promptState == .open { situation.openPrompts -= 1 }
        for pack in shop.scripts.packs.indices {
            let chosen = chooser.choose(
                moment, pack: pack, in: situation, for: state.sequence.next, atMost: 1)
            if let script = chosen.first { return script.id }
        }
        return nil
    }

    /// The other words that fit `prompt`, which has just come up, and last the staff's own.
    func alternatives(to prompt: Prompt) -> [Wording] {
        guard prompt.moment != .direction else { return [] }
        let link = FarewellLink(visit: prompt.visit, isCertain: prompt.isCertain)
        var situation = situation(
            prompt.moment, at: prompt.openedAt, people: prompt.people, visit: link)
        situation.openPrompts = max(0, situation.openPrompts - 1)
        situation.othersInside =
            max(0, state.occupancy - (prompt.moment == .farewell ? 0 : prompt.people))
        let book = shop.scripts
        let script = state[prompt.id]?.script
        let language = script?.language ?? shop.languages.first ?? ""
        let own = book.pack(of: language)
        var alternatives: [Wording] = []
        for pack in [own].compactMap(\.self) + book.packs.indices.filter({ $0 != own }) {
            let chosen =
                pack == own
                ? chooser.choose(
                    prompt.moment, pack: pack, in: situation, for: prompt.id,
                    atMost: Self.mostAlternatives, except: script)
                : [chooser.inTurn(prompt.moment, pack: pack, in: situation)].compactMap(\.self)
            alternatives += chosen.compactMap { book.wording($0, in: situation) }
        }
        if let words = book.ownWords(language) { alternatives.append(words) }
        return alternatives
    }

    /// The most alternatives in the prompt's own language: few enough to be read at a glance.
    private static let mostAlternatives = 2

    /// The situation of a prompt, without the number of others inside.
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
