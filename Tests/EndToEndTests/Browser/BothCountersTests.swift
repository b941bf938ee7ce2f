import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// The page and the terminal side by side at one daemon: they show the same, offer the same, and say the same.
    @Suite(.enabled(if: Chromium.isThere && Tmux.isThere, Chromium.comment))
    struct BothCountersTests {
        @Test(
            "after every fact both show the same prompt, the same answers, the same queue and last facts"
        )
        func shown() async throws {
            try await sideBySide { both in
                let daemon = both.shop.daemon
                func record(_ path: String, _ body: String? = nil) async throws -> Fact {
                    let fact = try await daemon.record(path, body).fact
                    try await both.agree(after: fact)
                    return fact
                }
                let first = try await record(Route.entrances, #"{"people":2}"#)
                // A farewell is due at once, the greeting of the one who has just come in is not yet.
                let exit = try await record(Route.exits)
                let second = try await record(Route.entrances)
                let opening = try await record(Route.openings)
                _ = try await record(Route.answer("\(opening.sequence)"), #"{"answer":"entrance"}"#)
                _ = try await record(Route.answer("\(first.sequence)"), #"{"answer":"ownWords"}"#)
                try await both.offerTheSameToUndo()
                _ = try await record(Route.void(first.sequence.value))
                _ = try await record(Route.feedback, #"{"face":0}"#)
                _ = try await record(
                    Route.answer("\(second.sequence)"),
                    #"{"answer":"notAVisitor","reason":"delivery"}"#)
                _ = try await record(
                    Route.answer("\(exit.sequence)"), #"{"answer":"missed"}"#)
                let recount = try await record(Route.occupancy, #"{"people":3}"#)
                try await both.offerTheSameToUndo()
                _ = try await record(
                    Route.dismissals,
                    #"{"from":"\#(opening.at)","to":"\#(recount.at)"}"#)
                try await both.offerTheSameToUndo()
            }
        }

        @Test("the same keys say the same to the daemon, of a greeting, a goodbye and which way")
        func said() async throws {
            try await sideBySide { both in
                let calls = [
                    (Route.entrances, ["g", "sg", "sssg", "o", "m", "y2", "n", "v2g", "v6o"]),
                    (Route.exits, ["c", "f", "tf", "titf", "io", "m", "y1", "v5c", "sc"]),
                    (Route.openings, ["e", "x", "y3"]),
                ]
                for (path, all) in calls {
                    for keys in all {
                        let fromPage = try await both.fact(of: keys, to: path, on: .page)
                        let fromTerminal = try await both.fact(of: keys, to: path, on: .terminal)
                        #expect(fromPage == fromTerminal, "\(keys) of \(path)")
                    }
                }
            }
        }

        @Test("after the goodbye both note the outcome of the visit that ended, and of no other")
        func outcomeAfterwards() async throws {
            try await sideBySide { both in
                for face in [BothCounters.Face.page, .terminal] {
                    let daemon = both.shop.daemon
                    let exit = try await daemon.record(Route.exits).fact.sequence
                    try await daemon.record(Route.answer("\(exit)"), #"{"answer":"said"}"#)
                    // Another visitor comes in meanwhile: the key is still about the one who has left.
                    let entrance = try await daemon.record(Route.entrances).fact
                    try await both.agree(after: entrance)
                    let stream = try await StreamReader.opened(daemon)
                    switch face {
                    case .page:
                        try await both.page.press("v")
                        try await both.page.waitFor("What was the visit that ended", in: "#actions")
                        try await both.page.press("5")
                    case .terminal:
                        try await both.terminal.press("v")
                        try await both.terminal.shows("What was the visit that ended")
                        try await both.terminal.press("5")
                    }
                    let event = try await stream.events.first {
                        $0.name != StreamEventName.beat
                    }.entry
                    let recorded = try JSONDecoder().decode(
                        Recorded.self, from: Data(event.data.utf8))
                    #expect(recorded.fact.event == .outcome(prompt: exit, .bought))
                    try await daemon.record(
                        Route.answer("\(entrance.sequence)"), #"{"answer":"missed"}"#)
                }
            }
        }

        private func sideBySide(_ work: (BothCounters) async throws -> Void) async throws {
            let shop = try await Shopfront.opened()
            try await WebDriver.running { driver in
                let page = try await Browser.opened(driver, language: "en", height: 1400)
                try await shop.openCounter(page)
                let terminal = try await Tmux(
                    "LC_ALL=C.UTF-8 \(Program.doorstep) counter --socket \(shop.daemon.socket) --language en",
                    columns: 200, rows: 50)
                try await terminal.shows("Nobody is waiting")
                try await work(BothCounters(shop: shop, page: page, terminal: terminal))
            }
        }
    }
}

/// The two faces of one daemon.
private struct BothCounters {
    let shop: Shopfront
    let page: Browser
    let terminal: Tmux

    enum Face { case page, terminal }

    /// A screen without what each face tells in its own way: times, and how long there is left.
    struct Shown: Equatable, Decodable {
        let script: String

        /// The answers to the prompt, as `g greeted`.
        let answers: [String]

        /// The prompts behind, by their names.
        let queue: [String]

        /// The three last facts.
        let facts: [String]
    }

    /// Waits until both show the same.
    func agree(after fact: Fact) async throws {
        try await page.wait("doorstep.floor.sequence >= \(fact.sequence)")
        // The terminal draws once for the fact, and again as time passes: by then both must agree.
        for _ in 0..<8 {
            let seen = terminal.output.entries.count
            let onPage = try await page.run(Self.readPage, as: Shown.self)
            let text = try await terminal.screen()
            if Self.read(text, answers: onPage.answers) == onPage { return }
            try await terminal.output.reached(seen + 1)
        }
        let onPage = try await page.run(Self.readPage, as: Shown.self)
        let text = try await terminal.screen()
        try #require(
            Self.read(text, answers: onPage.answers) == onPage,
            "after \(fact.kind) the terminal shows\n\(text)")
    }

    private static let readPage = """
        const texts = (selector, part) =>
          [...document.querySelectorAll(selector)].map((one) => part(one)?.textContent ?? '');
        const button = (one) => ({
          textContent: one.querySelector('kbd').textContent + ' ' + one.querySelector('.label').textContent });
        return {
          script: document.querySelector('.script')?.textContent ?? '',
          answers: texts('#actions .answers button', button)
            .concat(texts('#actions .rest > button', button)),
          queue: texts('#queue button .label', (one) => one)
            .map((label) => label.split(' · ')[0].toLowerCase()),
          facts: [...document.querySelectorAll('#facts li')].slice(0, 3)
            .map((one) => one.querySelector('span, s').textContent),
        };
        """

    /// The same from a terminal's text. An answer of the page counts if its key and label stand in the lines of keys.
    private static func read(_ text: String, answers: [String]) -> Shown {
        let lines = text.split(separator: "\n").map(String.init)
        let keys = lines.suffix(4).joined(separator: "  ")
        let queue =
            lines.first { $0.contains("more waiting: ") }
            .map { String($0.split(separator: ": ", maxSplits: 1)[1]) } ?? ""
        return Shown(
            script: lines.first {
                $0.hasPrefix("    ") && $0.trimmed.count > 3 && !$0.contains("#")
            }?
            .trimmed ?? "",
            answers: answers.filter { keys.contains($0) },
            queue: queue.split(separator: #/\d /#).map {
                $0.prefix { $0 != "(" }.replacing(#/, \d+ people/#, with: "").trimmingCharacters(
                    in: .whitespaces)
            }.filter { !$0.isEmpty },
            facts: lines.compactMap { $0.wholeMatch(of: fact).map { String($0.2) } })
    }

    /// `  11:15:02  came in, front, 1 person  (here)`.
    private static var fact: Regex<(Substring, Substring?, Substring)> {
        #/ +(?:(\d) )?\d\d:\d\d:\d\d  (.+?)(?:  \(.*\))*/#
    }

    /// Opens the question of the undo key on both, compares the offers, and closes it.
    func offerTheSameToUndo() async throws {
        try await page.type("u")
        let offers = try await page.run(
            "return [...document.querySelectorAll('#actions [data-act^=option-] .label')].map((one) => one.textContent)",
            as: [String].self)
        try await page.type(Browser.escape)
        try await terminal.press("u")
        let text = try await terminal.shows("Undo which?")
        let shown = text.split(separator: "\n").compactMap { line in
            String(line).wholeMatch(of: Self.fact).flatMap { $0.1 == nil ? nil : String($0.2) }
        }
        #expect(shown == offers && !offers.isEmpty)
        try await terminal.press("Escape")
        try await terminal.until { !$0.contains("Undo which?") }
    }

    /// Records a prompt, presses the keys on one of the faces, and returns the fact that came of it without what tells one
    /// prompt from another.
    func fact(of keys: String, to path: String, on face: Face) async throws -> String {
        let prompt = try #require(try await shop.daemon.record(path).prompt)
        let stream = try await StreamReader.opened(shop.daemon)
        switch face {
        case .page:
            try await page.wait("doorstep.view.shownPrompt === '\(prompt.id)'")
            for key in keys { try await page.press(String(key)) }
        case .terminal:
            // Which way? comes right behind the word that its answer asked for, and a key in the moment in which a prompt
            // has changed is not taken: the terminal itself says when that moment is over.
            try await terminal.until { text in
                prompt.script.map { text.contains($0.text) } ?? text.contains("now: 20 s left")
            }
            for key in keys { try await terminal.press(String(key)) }
        }
        let event = try await stream.events.first { $0.name != StreamEventName.beat }.entry
        let recorded = try JSONDecoder().decode(Recorded.self, from: Data(event.data.utf8))
        if let next = recorded.prompt, next.state == .open {
            // The way in, or out, asks for a word of its own.
            try await shop.daemon.record(Route.answer(next.id.description), #"{"answer":"missed"}"#)
        }
        try await page.wait("doorstep.kept.items.length === 0 && !doorstep.view.shownPrompt")
        try await terminal.shows("Nobody is waiting")
        let words = [prompt.script?.id].compactMap(\.self) + prompt.alternatives.map(\.id)
        switch recorded.fact.event {
        case .greeting(let answer), .farewell(let answer):
            let script = answer.script.map { words.firstIndex(of: $0) ?? -1 }
            return "\(recorded.fact.kind) \(answer.reply) \(script ?? -2) "
                + "\(try JSONWriter.string(answer.observed)) \(answer.outcome?.rawValue ?? "-")"
        case .exclusion(_, let reason): return "exclusion \(reason)"
        default: return "\(recorded.fact.kind) \(recorded.fact.source)"
        }
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
