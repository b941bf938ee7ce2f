import DoorstepCore

/// The wrong pairing codes that came, from all callers together.
///
/// They keep nobody out: a right code is taken whatever came before it, or a stranger could lock the owner out. What keeps
/// strangers out is the code's 50 bits: a thousand guesses a second for ten minutes find it once in two thousand million
/// times.
struct WrongCodes {
    /// In a minute, that are told that they are wrong and no more.
    static let most = 10

    /// Somebody has been guessing until no wrong code came for this long.
    static let lasts = Duration.seconds(3600)
    private static let logsEvery = Duration.seconds(60)

    /// Of the last minute, oldest first.
    private var recent: [Timestamp] = []
    private var spell: Spell?

    /// Wrong codes with less than an hour between them.
    struct Spell: Hashable {
        let began: Timestamp
        var last: Timestamp
        var count = 0

        /// Whether more came in a minute than a person mistypes.
        var isGuessing = false
        var logged: Timestamp?

        /// Also when the clock was set back meanwhile.
        func isOver(at now: Timestamp) -> Bool { now < last || now - last >= WrongCodes.lasts }
    }

    /// - Returns: Whether it is one too many, and how many came so far, when that is to be said in the journal.
    mutating func note(at now: Timestamp) -> (isTooMany: Bool, toLog: Int?) {
        recent.removeAll { $0 > now || $0 <= now - .seconds(60) }
        let isTooMany = recent.count >= Self.most
        if !isTooMany { recent.append(now) }
        var spell = guessing(at: now, orLess: true) ?? Spell(began: now, last: now)
        spell.count += 1
        spell.last = now
        if isTooMany { spell.isGuessing = true }
        let isDue = spell.logged.map { now - $0 >= Self.logsEvery } ?? true
        let isLogged = spell.isGuessing && isDue
        if isLogged { spell.logged = now }
        self.spell = spell
        return (isTooMany, isLogged ? spell.count : nil)
    }

    /// Nil while nobody guesses; `orLess` also what people mistype.
    func guessing(at now: Timestamp, orLess: Bool = false) -> Spell? {
        spell.flatMap { $0.isOver(at: now) || !(orLess || $0.isGuessing) ? nil : $0 }
    }
}
