/// The scripts that a shop has in force, in all its languages, made ready to be chosen from.
///
/// What a choice looks at is kept as numbers in flat arrays: it is on the way to every prompt, and no text is
/// touched before the choice is made. A class, so that a shop is cheap to hand around; it never changes.
package final class ScriptBook: Sendable {
    /// In the order of the shop's languages.
    package let packs: [ScriptPack]

    /// What `{shop}` says.
    package let shop: String

    /// Scripts of the other register stay in the book, and are never chosen.
    package let register: Register

    /// The first name of who is at the counter.
    package let staff: String?

    /// Those of the shop's register, by pack and moment, then by id.
    let candidates: [Candidate]

    /// The script that each candidate stands for.
    let scripts: [Script]
    let hours: [TimeRange]
    let dates: [DateSpan]

    /// Where the candidates of a pack and moment are: see `shelf(_:_:)`.
    private let shelves: [Range<Int>]
    private let numbers: [ScriptID: Int]

    /// For prompts that name a script: those in force, and those that this book replaced.
    private let known: [ScriptID: Script]

    /// `earlier` is the book that this one takes the place of: prompts that were opened with it keep their words.
    package init(
        _ packs: [ScriptPack], shop: String, register: Register = .formal, staff: String? = nil,
        replacing earlier: ScriptBook? = nil
    ) {
        self.packs = packs
        self.shop = shop
        self.register = register
        self.staff = staff
        var scripts: [Script] = []
        var shelves: [Range<Int>] = []
        for pack in packs {
            for moment in Moment.spoken {
                let start = scripts.count
                scripts += pack.scripts
                    .filter { $0.moment == moment && ($0.register ?? register) == register }
                    .sorted { $0.id < $1.id }
                shelves.append(start..<scripts.count)
            }
        }
        var hours: [TimeRange] = []
        var dates: [DateSpan] = []
        candidates = scripts.map { Candidate($0, hours: &hours, dates: &dates) }
        self.scripts = scripts
        self.shelves = shelves
        self.hours = hours
        self.dates = dates
        numbers = Dictionary(scripts.indices.map { (scripts[$0].id, $0) }) { first, _ in first }
        let replaced = earlier?.packs.flatMap(\.scripts) ?? []
        known = Dictionary((packs.flatMap(\.scripts) + replaced).map { ($0.id, $0) }) {
            first, _ in first
        }
    }

    /// Of all its packs, in both registers.
    package var count: Int { packs.reduce(0) { $0 + $1.scripts.count } }

    var shelfCount: Int { shelves.count }

    /// The number of a pack's scripts for one moment; nil where there is nothing to say.
    func shelf(_ moment: Moment, pack: Int) -> Int? {
        switch moment {
        case .greeting: pack * 3
        case .farewell: pack * 3 + 1
        case .lookIn: pack * 3 + 2
        case .direction: nil
        }
    }

    func candidates(on shelf: Int) -> Range<Int> { shelves[shelf] }

    func number(of script: ScriptID) -> Int? { numbers[script] }

    func shelf(of number: Int) -> Int? { shelves.firstIndex { $0.contains(number) } }
}

/// One script as numbers.
struct Candidate: Sendable {
    let hours: Range<Int32>
    let dates: Range<Int32>

    /// The values that fit.
    let values: Values

    /// A bit for each value that has to be known: `staff`, `nickname`, `openingHint`.
    let needs: UInt8
    let level: Int8
    let asks: Int8
    let specificity: Int8
    let weight: Int8
    let occupancy: Span
    let openPrompts: Span
    let people: Span

    /// A byte for each condition, in it a bit for each value: of a script those that fit, of a situation the one that
    /// it has.
    struct Values: Sendable {
        private let bytes: UInt64

        init(
            weekday: UInt8, season: UInt8, holiday: UInt8, children: UInt8, visitor: UInt8,
            cameFor: UInt8
        ) {
            let low = UInt64(weekday) | UInt64(season) << 8 | UInt64(holiday) << 16
            bytes = low | UInt64(children) << 24 | UInt64(visitor) << 32 | UInt64(cameFor) << 40
        }

        /// Whether both have a bit in common in each byte: none of the six bytes of `common` is 0. What is taken from a
        /// byte that is 0 borrows, and leaves its highest bit set where it was not.
        func meet(_ other: Values) -> Bool {
            let common = bytes & other.bytes
            return (common &- 0x0101_0101_0101) & ~common & 0x8080_8080_8080 == 0
        }
    }

    struct Span: Sendable {
        let least: Int32
        let most: Int32

        init(_ range: CountRange?) {
            least = Int32(clamping: range?.least ?? 0)
            most = Int32(clamping: range?.most ?? Int(Int32.max))
        }

        func contains(_ number: Int32) -> Bool { number >= least && number <= most }
    }

    static let staff: UInt8 = 1
    static let nickname: UInt8 = 2
    static let opening: UInt8 = 4

    /// Adds its hours and dates to the book's.
    init(_ script: Script, hours allHours: inout [TimeRange], dates allDates: inout [DateSpan]) {
        let conditions = script.conditions
        hours = Int32(allHours.count)..<Int32(allHours.count + conditions.hours.count)
        allHours += conditions.hours
        dates = Int32(allDates.count)..<Int32(allDates.count + conditions.dates.count)
        allDates += conditions.dates
        values = Values(
            weekday: mask(conditions.weekdays), season: mask(conditions.seasons),
            holiday: conditions.holiday.map(bit) ?? .max,
            children: conditions.children.map(bit) ?? .max,
            visitor: conditions.visitor.map(bit) ?? .max, cameFor: mask(conditions.cameFor))
        needs = script.text.placeholders.reduce(0) { needs, placeholder in
            switch ScriptPlaceholder(rawValue: placeholder) {
            case .staff: needs | Self.staff
            case .nickname: needs | Self.nickname
            case .openingHint: needs | Self.opening
            case .shop, .dayPart, nil: needs
            }
        }
        level = Int8(conditions.level?.rank ?? 0)
        asks = Int8(script.asks.rank)
        specificity = Int8(script.specificity)
        weight = Int8(clamping: script.weight)
        occupancy = Span(conditions.occupancy)
        openPrompts = Span(conditions.openPrompts)
        people = Span(conditions.people)
    }
}

/// The bits that candidates are compared with.
func bit(_ flag: Bool) -> UInt8 { flag ? 2 : 1 }

func bit<Value: CaseIterable & Equatable>(_ value: Value) -> UInt8 {
    var bit: UInt8 = 1
    for other in Value.allCases {
        if other == value { return bit }
        bit <<= 1
    }
    return 0
}

/// Every bit for no condition.
private func mask<Value: CaseIterable & Hashable>(_ values: Set<Value>) -> UInt8 {
    values.isEmpty ? .max : values.reduce(0) { $0 | bit($1) }
}

// Words.
extension ScriptBook {
    /// The script as it is said in `situation`; nil when nothing is known of it, or when it needs something that
    /// has no value then.
    package func wording(_ id: ScriptID, in situation: Situation) -> Wording? {
        known[id].flatMap { wording($0, in: situation) }
    }

    /// The same of the script that a candidate stands for.
    func wording(of number: Int, in situation: Situation) -> Wording? {
        wording(scripts[number], in: situation)
    }

    private func wording(_ script: borrowing Script, in situation: Situation) -> Wording? {
        let id = script.id
        let text = script.text.filled { placeholder in
            switch ScriptPlaceholder(rawValue: placeholder) {
            case .shop: shop
            case .dayPart:
                pack(of: id.language).flatMap { packs[$0].words.dayPart(at: situation.time) }
            case .staff: situation.staff
            case .nickname: situation.nickname
            case .openingHint:
                situation.closesAt.flatMap { closing in
                    pack(of: id.language).flatMap {
                        packs[$0].words.openingHint(closingAt: closing)
                    }
                }
            case nil: nil
            }
        }
        return text.map { Wording(id: id, text: $0) }
    }

    /// What is offered beside every script; nil when there is no pack of that language.
    func ownWords(_ language: String) -> Wording? {
        pack(of: language).map { Wording(id: .ownWords(language), text: packs[$0].words.ownWords) }
    }

    func pack(of language: String) -> Int? { packs.firstIndex { $0.language == language } }
}
