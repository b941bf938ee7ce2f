import DoorstepAPI
import DoorstepCore
import DoorstepWords
import FoundationEssentials
import TestSupport

@testable import DoorstepCLI

/// A counter in a shop that opened at 11:15:00, with a clock that stands until it is moved, and what it asked for.
struct Counter {
    var state: CounterState
    var now: CounterTime

    /// The shop as the daemon pictures it.
    var shop = Picture()
    private(set) var effects: [CounterEffect] = []

    static let start = moment("10:15:00")

    static func moment(_ time: String) -> Timestamp {
        guard let moment = Timestamp("2026-11-21T\(time).000Z") else {
            preconditionFailure("not a time: \(time)")
        }
        return moment
    }

    /// Paris in winter.
    static let clock = WallClock(
        zoneNamed: "Europe/Paris", MachineTime(now: { start }, offset: { _ in 3600 }))

    /// Connected, and up to date.
    init(prompts: [String] = [], doors: [String] = ["front"], language: String = "en") throws {
        let keys = Keys()
        state = CounterState(words: .of(language), makeKey: { keys.next() })
        now = CounterTime(wall: Self.start, steady: .seconds(1000))
        try connect(prompts: prompts, doors: doors)
    }

    /// Nothing has been heard yet.
    init(unconnected language: String) {
        let keys = Keys()
        state = CounterState(words: .of(language), makeKey: { keys.next() })
        now = CounterTime(wall: Self.start, steady: .seconds(1000))
    }

    /// The stream is opened, and begins with a picture.
    mutating func connect(
        prompts: [String] = [], doors: [String] = ["front"], sequence: Int = 100,
        ledger: LedgerID = .fixture
    ) throws {
        shop.prompts = prompts
        shop.doors = doors.map { #"{"name":"\#($0)","state":"up"}"# }
        (shop.sequence, shop.ledger) = (sequence, ledger)
        effects += state.connected(at: now)
        try beat()
    }

    mutating func press(_ keys: String) {
        for key in keys { effects += state.press(CounterKey(key), at: now) }
    }

    mutating func press(_ key: CounterKey) { effects += state.press(key, at: now) }

    /// Time goes by, and nothing else.
    mutating func pass(_ duration: Duration) {
        now = CounterTime(wall: now.wall + duration, steady: now.steady + duration)
        effects += state.pass(to: now)
    }

    /// The same while the daemon is heard.
    mutating func live(_ seconds: Int) {
        for _ in 0..<seconds {
            pass(.seconds(1))
            state.link.hear(at: now)
        }
    }

    /// A fact is recorded: the picture has it, and an event tells both.
    mutating func event(_ fact: Told) throws {
        try shop.take(fact)
        effects += state.happened(
            try shop.body, try fact.prompt.map { try Self.decode($0) }, at: now)
    }

    /// The daemon tells the picture.
    mutating func beat() throws { effects += state.happened(try shop.body, at: now) }

    mutating func lose(_ cause: CounterLink.Cause) {
        effects += state.lost(cause, at: now)
    }

    mutating func answer(_ request: CounterRequest, _ answer: RequestResult) {
        effects += state.answered(request.key, answer, at: now)
    }

    /// The daemon records it as the fact with this number.
    mutating func record(_ request: CounterRequest, as sequence: Int) throws {
        answer(
            request,
            .recorded(
                try Self.decode(
                    Self.fact(
                        sequence, "greeting",
                        #""about":\#(request.prompt?.value ?? 1),"answer":"said""#
                    ) + "}")))
    }

    /// What was asked to be sent, in order.
    var sent: [CounterRequest] {
        effects.compactMap { if case .send(let request) = $0 { request } else { nil } }
    }

    mutating func forget() { effects = [] }

    func screen(_ columns: Int = 80, _ rows: Int = 24) -> [String] {
        CounterScreen(
            state: state, time: now, clock: Self.clock, columns: columns, rows: rows
        ).lines.map { line in
            let text = line.text.map { $0 == "\u{a0}" ? " " : $0 }
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
    }

    func text(_ columns: Int = 80, _ rows: Int = 24) -> String {
        screen(columns, rows).joined(separator: "\n")
    }

    var notice: String? {
        state.notice.map { CounterNoticeText(state: state, clock: Self.clock).text(of: $0) }
    }
}

/// Keys in order, so that each request can be told from the others.
private final class Keys: @unchecked Sendable {
    // Only ever used by one test on one thread.
    private var last = 0

    func next() -> String {
        last += 1
        return "key-\(last)"
    }
}

extension Counter {
    static func decode<Body: Decodable>(_ text: String) throws -> Body {
        try JSONDecoder().decode(Body.self, from: Data(text.utf8))
    }

    /// `at` and the window are times of the day in UTC.
    static func prompt(
        _ id: Int, _ moment: String = "greeting", at: String = "10:15:00",
        from: String = "10:15:03", by: String = "10:15:30", lapses: String = "10:20:00",
        people: Int = 1, state: String = "open", certain: Bool = true,
        script: String? = "Bonjour, bienvenue !", alternatives: [String] = ["Bienvenue !"],
        visit: Int? = nil
    ) -> String {
        func body(_ text: String, _ number: Int) -> String {
            #"{"id":"fr/\#(moment)-\#(number)","text":"\#(text)"}"#
        }
        var texts: [String] = []
        for (index, text) in alternatives.enumerated() { texts.append(body(text, index + 2)) }
        var first = ""
        if let script {
            texts.append(#"{"id":"fr/ownWords","text":"Avec vos propres mots"}"#)
            first = #""script":\#(body(script, 1)),"#
        }
        let head =
            #"{"id":"\#(id)","moment":"\#(moment)","door":"front","people":\#(people),"#
        let window =
            #""openedAt":"\#(stamp(at))","dueFrom":"\#(stamp(from))","dueBy":"\#(stamp(by))","#
        let end = #""lapsesAt":"\#(stamp(lapses))","state":"\#(state)","#
        let others = #""alternatives":[\#(texts.joined(separator: ","))],"#
        return head + window + end + first + others
            + #""visit":"\#(visit ?? id)","certain":\#(certain),"answers":[]}"#
    }

    private static func stamp(_ time: String) -> String { "2026-11-21T\(time).000Z" }

    /// Without its closing brace.
    static func fact(
        _ sequence: Int, _ kind: String, _ more: String, at: String = "10:15:00"
    ) -> String {
        #"{"sequence":\#(sequence),"id":"01900000-0000-7000-8000-\#(String(100_000_000_000 + sequence))","#
            + #""kind":"\#(kind)",\#(more),"at":"\#(stamp(at))","recordedAt":"\#(stamp(at))","#
            + #""source":"sensor:front","by":null"#
    }

    /// An event of the stream: a fact, the prompt that it opened or ended, and the fact that it voids.
    struct Told {
        let sequence: Int
        let kind: String
        let about: Int?
        let prompt: String?
    }

    static func event(
        _ sequence: Int, _ kind: String, about: Int? = nil, prompt: String? = nil
    ) -> Told {
        Told(sequence: sequence, kind: kind, about: about, prompt: prompt)
    }

    static func entrance(_ sequence: Int) -> Told {
        event(sequence, "entrance", prompt: prompt(sequence))
    }

    /// The daemon's picture, as JSON.
    struct Picture {
        var ledger = LedgerID.fixture
        var sequence = 100
        var inside = 4
        var happy = "null"
        var prompts: [String] = []
        var doors: [String] = []
        var undelivered = 0
        var madDoors = ""

        /// One of `leaving`, and `lastFarewell`.
        var leaving = ""
        var lastFarewell = ""

        /// Newest first.
        var recent: [(sequence: Int, kind: String, isUndone: Bool)] = []

        mutating func take(_ fact: Told) throws {
            sequence = fact.sequence
            if let prompt = fact.prompt {
                let body: Prompt = try Counter.decode(prompt)
                prompts.removeAll { $0.contains(#"{"id":"\#(body.id)","#) }
                if body.state == .open { prompts.append(prompt) }
            }
            if fact.kind == "void" {
                for index in recent.indices where recent[index].sequence == fact.about {
                    recent[index].isUndone = true
                }
            } else if ["entrance", "exit", "greeting"].contains(fact.kind) {
                recent.insert((fact.sequence, fact.kind, false), at: 0)
            }
            if fact.kind == "entrance" { inside += 1 }
        }

        var body: NowBody {
            get throws {
                let facts = recent.map { fact in
                    #"{"sequence":\#(fact.sequence),"kind":"\#(fact.kind)","at":"\#(stamp("10:15:00"))","#
                        + #""undone":\#(fact.isUndone),"words":{"en":"\#(fact.kind), in words","fr":"en mots"}}"#
                }
                let today =
                    #"{"entrances":6,"exits":2,"excluded":0,"returned":0,"greetingsDue":4,"greeted":3,"#
                    + #""greetedInWindow":2,"farewellsDue":2,"farewells":1,"faces":[0,0,0,5],"happyIndex":\#(happy)}"#
                return try decode(
                    #"{"at":"\#(stamp("10:15:00"))","shop":"Librairie des Halles","timeZone":"Europe/Paris","#
                        + #""day":"2026-11-21","ledger":"\#(ledger)","sequence":\#(sequence),"#
                        + #""occupancy":\#(inside),"today":\#(today),"prompts":[\#(prompts.joined(separator: ","))],"#
                        + #""openPrompts":\#(prompts.count),"visits":[],"doors":[\#(doors.joined(separator: ","))],"#
                        + madDoors
                        + (leaving.isEmpty ? "" : #""leaving":[\#(leaving)],"#)
                        + (lastFarewell.isEmpty ? "" : #""lastFarewell":\#(lastFarewell),"#)
                        + #""dayIsClosed":false,"nextClosing":"2026-11-21T18:15:00.000Z","#
                        + (undelivered == 0 ? "" : #""undelivered":\#(undelivered),"#)
                        + #""recent":[\#(facts.joined(separator: ","))]}"#)
            }
        }
    }
}
