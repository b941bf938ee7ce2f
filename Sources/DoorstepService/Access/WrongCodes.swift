import DoorstepCore

/// The record of wrong pairing codes, from all callers together.
///
/// Wrong codes never block a right one: otherwise a stranger could lock the owner out. The code's 50 bits keep
/// strangers out: a thousand guesses a second for ten minutes find it once in two thousand million times.
struct WrongCodes {
    /// The number of wrong codes in a minute that get the answer "no such code"; more are refused as too many.
    static let most = 10

    /// The time without a wrong code after which a run is over.
    static let lasts = Duration.seconds(3600)
    private static let logsEvery = Duration.seconds(60)

    /// The wrong codes of the last minute, oldest first, at most `most`.
    private var recent: [Timestamp] = []
    private var run: Run?

    /// Wrong codes with less than an hour between them.
    struct Run: Hashable {
        let began: Timestamp
        var last: Timestamp
        var count = 0

        /// Whether more codes came in a minute than a person mistypes.
        var isGuessing = false
        var logged: Timestamp?

        /// Whether the run is over at `now`. A clock that was set back ends it too.
        func isOver(at now: Timestamp) -> Bool { now < last || now - last >= WrongCodes.lasts }
    }

    /// - Returns: Whether the code is one too many, and the number of the run's codes when the journal is to tell it.
    mutating func note(at now: Timestamp) -> (isTooMany: Bool, toLog: Int?) {
        recent.removeAll { $0 > now || $0 <= now - .seconds(60) }
        let isTooMany = recent.count >= Self.most
        if !isTooMany { recent.append(now) }
        var run = guessing(at: now, orLess: true) ?? Run(began: now, last: now)
        run.count += 1
        run.last = now
        if isTooMany { run.isGuessing = true }
        let isDue = run.logged.map { now - $0 >= Self.logsEvery } ?? true
        let isLogged = run.isGuessing && isDue
        if isLogged { run.logged = now }
        self.run = run
        return (isTooMany, isLogged ? run.count : nil)
    }

    /// The present run of guesses, nil if there is none; with `orLess` also a run of codes that a person mistyped.
    func guessing(at now: Timestamp, orLess: Bool = false) -> Run? {
        run.flatMap { $0.isOver(at: now) || !(orLess || $0.isGuessing) ? nil : $0 }
    }
}
