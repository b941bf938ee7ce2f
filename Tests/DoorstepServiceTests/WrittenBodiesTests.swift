import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing

/// The bodies of counters, letter by letter: the order of their members is part of what a person with curl reads.
@Suite struct WrittenBodiesTests {
    private let at = Timestamp(milliseconds: 1_795_256_102_007)

    @Test("a prompt is written with its words, and what it does not have is left out")
    func prompt() throws {
        let words = Wording(
            id: ScriptID(rawValue: "fr/matin-1"), text: "Bonjour, « Élise » !\n\"\u{7}\"")
        let full = Prompt(
            id: Sequence(1042), moment: .greeting, door: "front", people: 2, openedAt: at,
            window: Window(.greeting, at: at, settings: ReceptionSettings()), script: words,
            alternatives: [words], visit: Sequence(1042), isCertain: true)
        let said = #"{"id":"fr/matin-1","text":"Bonjour, « Élise » !\n\"\u0007\""}"#
        try #expect(
            JSONWriter.string(full)
                == #"{"id":"1042","moment":"greeting","door":"front","people":2,"#
                + #""openedAt":"2026-11-21T10:15:02.007Z","dueFrom":"2026-11-21T10:15:05.007Z","#
                + #""dueBy":"2026-11-21T10:15:32.007Z","lapsesAt":"2026-11-21T10:20:02.007Z","#
                + #""state":"open","script":\#(said),"alternatives":[\#(said)],"visit":"1042","#
                + #""certain":true,"answers":["said","ownWords","missed","notAVisitor","reentry"]}"#
        )
        let bare = Prompt(
            id: Sequence(1), moment: .direction, door: "back", people: 1, openedAt: at,
            window: Window(.direction, at: at, settings: ReceptionSettings()), visit: nil,
            isCertain: false)
        let text = try JSONWriter.string(bare)
        for prompt in [full, bare] {
            let data = Data(try JSONWriter.bytes(prompt))
            try #expect(JSONDecoder().decode(Prompt.self, from: data) == prompt)
        }
        #expect(!text.contains("script\"") && !text.contains("visit") && !text.contains("null"))
        #expect(
            text.hasSuffix(
                #""alternatives":[],"certain":false,"answers":["entrance","exit","notAVisitor"]}"#))
        try #expect(
            JSONWriter.string(PromptsBody(prompts: [bare, bare]))
                == "{\"prompts\":[\(text),\(text)]}")
    }

    @Test("the picture of an empty shop is written whole, the happy index as null")
    func picture() throws {
        let shop = NowBody.fixture(at: at)
        try #expect(
            JSONWriter.string(shop)
                == #"{"at":"2026-11-21T10:15:02.007Z","shop":"Librairie des Halles","timeZone":"Europe/Paris","#
                + #""day":"2026-11-21","ledger":"\#(LedgerID.fixture)","sequence":0,"occupancy":0,"#
                + #""today":{"entrances":0,"exits":0,"excluded":0,"returned":0,"greetingsDue":0,"greeted":0,"#
                + #""greetedInWindow":0,"farewellsDue":0,"farewells":0,"faces":[0,0,0,0],"happyIndex":null},"#
                + #""prompts":[],"openPrompts":0,"visits":[],"doors":[{"name":"front","state":"up"}],"#
                + #""dayIsClosed":false,"nextClosing":"\#(shop.nextClosing)","recent":[]}"#)
    }
}

extension NowBody {
    /// An empty shop.
    static func fixture(at now: Timestamp) -> NowBody {
        let shop = Shop.fixture()
        return NowBody(
            at: now, shop: shop, ledger: .fixture,
            snapshot: Floor(shop: shop, day: shop.calendar.tradingDay(containing: now)).snapshot,
            undelivered: 0, lastSeen: { _ in nil })
    }
}
