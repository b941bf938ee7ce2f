import DoorstepCore

/// A key figure of a summary in words. Messages, screens and the report show it under one name and with one number.
package struct KeyFigure: Hashable, Sendable {
    /// `Saluées à temps`
    package let name: String

    /// `72 %`, `17 s`, `64 sur 100`. Of fewer than five cases the counts, `2 sur 4`; without a median the reason.
    package let value: String

    /// Whether `value` is a phrase, as where the median wait is not reached.
    package var isPhrase = false

    /// The cases: `144 sur 199`, `25 avis`; nil where `value` says them, and for a wait.
    package var cases: String?

    /// The interval of a share, `66–78 %`; nil for any other figure, and under five cases.
    package var interval: String?

    /// The usual value, `87 %`, and the difference from it, `−15 points`; nil when there is nothing to compare with.
    package var usual: String?
    package var change: String?

    /// The direction of the change; nil within chance.
    package var moved: Changes.Change.Direction?

    /// The key figures of `summary` that are known: greeted in time, median wait, farewells, satisfaction.
    package static func all(of summary: Summary, _ language: ScreenLanguage) -> [KeyFigure] {
        let words = FigureWords(language: language)
        let (greeting, farewell, changes) = (summary.greeting, summary.farewell, summary.changes)
        return [
            share(
                words.greeted, greeting.inWindow, greeting.share, changes?.greeting, words.numbers),
            wait(greeting, changes?.wait, words),
            share(
                words.farewells, farewell.said, farewell.share, changes?.farewell, words.numbers),
            satisfaction(summary.feedback, changes?.happyIndex, words),
        ].compactMap(\.self)
    }

    private static func share(
        _ name: String, _ hits: Int, _ rate: Rate, _ change: Changes.Change?,
        _ numbers: WrittenNumbers
    ) -> KeyFigure? {
        guard rate.n > 0 else { return nil }
        let counts = numbers.count(hits, of: rate.n)
        guard rate.n >= fewestCases else { return KeyFigure(name: name, value: counts) }
        return KeyFigure(
            name: name, value: numbers.percent(rate.value), cases: counts,
            interval: numbers.percent(from: rate.low, to: rate.high),
            usual: change.map { numbers.percent($0.usual) },
            change: change.map { change in
                let points = Int(((change.value - change.usual) * 100).rounded())
                return numbers.counted(
                    points, "point", "points", written: numbers.difference(points))
            }, moved: change?.moved)
    }

    private static func wait(
        _ greeting: Summary.Greeting, _ change: Changes.Change?, _ words: FigureWords
    ) -> KeyFigure? {
        guard greeting.due >= fewestCases else { return nil }
        guard let median = greeting.waitSeconds.p50 else {
            return KeyFigure(name: words.wait, value: words.waitNotReached, isPhrase: true)
        }
        let numbers = words.numbers
        return KeyFigure(
            name: words.wait, value: numbers.seconds(median),
            usual: change.map { numbers.seconds($0.usual) },
            change: change.map {
                numbers.difference(Int(($0.value - $0.usual).rounded())) + "\u{a0}s"
            }, moved: change?.moved)
    }

    private static func satisfaction(
        _ feedback: Summary.Feedback, _ change: Changes.Change?, _ words: FigureWords
    ) -> KeyFigure? {
        guard let index = feedback.index else { return nil }
        let numbers = words.numbers
        return KeyFigure(
            name: words.satisfaction, value: numbers.count(Int(index.rounded()), of: 100),
            cases: words.faces(feedback.n),
            usual: change.map { numbers.count(Int($0.usual.rounded())) },
            change: change.map { numbers.difference(Int(($0.value - $0.usual).rounded())) },
            moved: change?.moved)
    }
}

/// The names of the key figures: the same in every message, on every screen and in the report.
struct FigureWords: Sendable {
    let language: ScreenLanguage

    var numbers: WrittenNumbers { WrittenNumbers(language: language) }

    var greeted: String { say("Saluées à temps", "Greeted in time") }
    var wait: String { say("Attente médiane", "Median wait") }

    /// The reason why there is no median: the wait of half of all or more is infinite.
    var waitNotReached: String {
        say("plus d’une arrivée sur deux sans bonjour", "more than half without a greeting")
    }
    var farewells: String { say("Au revoir dits", "Farewells said") }
    var satisfaction: String { say("Satisfaction", "Satisfaction") }

    func faces(_ count: Int) -> String {
        say(numbers.counted(count, "avis", "avis"), numbers.counted(count, "face", "faces"))
    }

    private func say(_ fr: String, _ en: String) -> String { language == .fr ? fr : en }
}
