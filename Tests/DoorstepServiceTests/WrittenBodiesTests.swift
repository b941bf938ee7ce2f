import DoorstepAPI
import DoorstepCore
import Testing

/// The bodies that write themselves, beside the same members on the way through the encoder: not a byte may differ.
@Suite struct WrittenBodiesTests {
    private let at = Timestamp(milliseconds: 1_795_256_102_007)

    @Test("a prompt is written as the encoder would write it", arguments: [true, false])
    func prompt(isFull: Bool) throws {
        let words = Wording(
            id: ScriptID(rawValue: "fr/matin-1"), text: "Bonjour, « Élise » !\n\"\u{7}\"")
        let body = PromptBody(
            Prompt(
                id: Sequence(1042), moment: .greeting, door: "front", people: 2, openedAt: at,
                window: Window(.greeting, at: at, settings: ReceptionSettings()),
                script: isFull ? words : nil, alternatives: isFull ? [words, words] : [],
                visit: isFull ? Sequence(1042) : nil, isCertain: isFull))
        try #expect(JSONWriter.string(body) == JSONWriter.string(EncodedPrompt(body)))
    }

    @Test("the counts are written as the encoder would write them", arguments: [0, 7])
    func counts(presses: Int) throws {
        var today = DayCounts()
        today.entrances = 12
        today.farewellsDue = 3
        today.faces = [0, 0, presses, 0]
        let body = CountsBody(occupancy: -1, openPrompts: 2, today: today)
        try #expect(JSONWriter.string(body) == JSONWriter.string(EncodedCounts(body)))
    }

    @Test("a prompt in a list reads like a prompt alone")
    func list() throws {
        let body = PromptBody(
            Prompt(
                id: Sequence(1), moment: .direction, door: "back", people: 1, openedAt: at,
                window: Window(.direction, at: at, settings: ReceptionSettings()), visit: nil,
                isCertain: false))
        let alone = JSONWriter.string(body)
        try #expect(
            JSONWriter.string(PromptsBody(prompts: [body, body]))
                == "{\"prompts\":[\(alone),\(alone)]}")
    }
}

private struct EncodedPrompt: Encodable {
    let id: String
    let moment: Moment
    let door: String
    let people: Int
    let openedAt: Timestamp
    let dueFrom: Timestamp
    let dueBy: Timestamp
    let lapsesAt: Timestamp
    let state: Prompt.State
    let script: Script?
    let alternatives: [Script]
    let visit: String?
    let certain: Bool

    struct Script: Encodable {
        let id: ScriptID
        let text: String

        init(_ body: PromptBody.ScriptBody) {
            id = body.id
            text = body.text
        }
    }

    init(_ body: PromptBody) {
        id = body.id
        moment = body.moment
        door = body.door
        people = body.people
        openedAt = body.openedAt
        dueFrom = body.dueFrom
        dueBy = body.dueBy
        lapsesAt = body.lapsesAt
        state = body.state
        script = body.script.map(Script.init)
        alternatives = body.alternatives.map(Script.init)
        visit = body.visit
        certain = body.certain
    }
}

private struct EncodedCounts: Encodable {
    let occupancy: Int
    let openPrompts: Int
    let today: Today

    struct Today: Encodable, WritesNull {
        let entrances, exits, excluded, returned, greetingsDue, greeted, greetedInWindow: Int
        let farewellsDue, farewells: Int
        let faces: [Int]
        let happyIndex: Double?
    }

    init(_ body: CountsBody) {
        occupancy = body.occupancy
        openPrompts = body.openPrompts
        let today = body.today
        self.today = Today(
            entrances: today.entrances, exits: today.exits, excluded: today.excluded,
            returned: today.returned, greetingsDue: today.greetingsDue, greeted: today.greeted,
            greetedInWindow: today.greetedInWindow, farewellsDue: today.farewellsDue,
            farewells: today.farewells, faces: today.faces, happyIndex: today.happyIndex)
    }
}
