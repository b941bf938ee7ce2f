/// It is an immutable class, so that a copy of a shop is cheap.
package final class ScriptBook: Sendable {
    /// In the order of the shop's languages.
    package let packs: [ScriptPack]

    /// The value of `{shop}`.
    package let shop: String

    /// The shop's register. Scripts of the other one stay in the book, and are never chosen.
    package let register: Register

    /// The first name of the person at the counter.
    package let staff: String?

    /// The scripts of the shop's register, each list in the order of its ids.
    private let shelves: [Shelf: [Script]]

    /// The scripts in force, and those that this book replaced, for prompts that name one.
    private let known: [ScriptID: Script]

    /// One language's scripts for one moment.
    struct Shelf: Hashable {
        let language: String
        let moment: Moment
    }

    /// `earlier` is the book that this one takes the place of: prompts that were opened with it keep their words.
    package init(
        _ packs: [ScriptPack], shop: String, register: Register = .formal, staff: String? = nil,
        replacing earlier: ScriptBook? = nil
    ) {
        self.packs = packs
        self.shop = shop
        self.register = register
        self.staff = staff
        var shelves: [Shelf: [Script]] = [:]
        for pack in packs {
            for script in pack.scripts where (script.register ?? register) == register {
                let shelf = Shelf(language: pack.language, moment: script.moment)
                shelves[shelf, default: []].append(script)
            }
        }
        self.shelves = shelves.mapValues { $0.sorted { $0.id < $1.id } }
        let replaced = earlier?.packs.flatMap(\.scripts) ?? []
        known = Dictionary((packs.flatMap(\.scripts) + replaced).map { ($0.id, $0) }) {
            first, _ in first
        }
    }

    /// The number of scripts in all packs, of both registers.
    package var count: Int { packs.reduce(0) { $0 + $1.scripts.count } }

    func scripts(on shelf: Shelf) -> [Script] { shelves[shelf] ?? [] }

    /// The shelf of a script that is known; nil for any other.
    func shelf(of id: ScriptID) -> Shelf? {
        known[id].map { Shelf(language: id.language, moment: $0.moment) }
    }
}

// MARK: Words
extension ScriptBook {
    /// The script as it is said in `situation`; nil when nothing is known of it, or when one of its placeholders has no
    /// value then.
    package func wording(_ id: ScriptID, in situation: Situation) -> Wording? {
        known[id].flatMap { wording($0, in: situation) }
    }

    func wording(_ script: Script, in situation: Situation) -> Wording? {
        let words = pack(of: script.id.language).map { packs[$0].words }
        let text = script.text.filled { placeholder in
            switch ScriptPlaceholder(rawValue: placeholder) {
            case .shop: shop
            case .dayPart: words?.dayPart(at: situation.time)
            case .staff: situation.staff
            case .nickname: situation.nickname
            case .openingHint:
                situation.closesAt.flatMap { words?.openingHint(closingAt: $0) }
            case nil: nil
            }
        }
        return text.map { Wording(id: script.id, text: $0) }
    }

    /// The alternative that is offered beside every script; nil when there is no pack of that language.
    func ownWords(_ language: String) -> Wording? {
        pack(of: language).map { Wording(id: .ownWords(language), text: packs[$0].words.ownWords) }
    }

    func pack(of language: String) -> Int? { packs.firstIndex { $0.language == language } }
}
