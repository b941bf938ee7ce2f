import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import DoorstepService

/// What may be observed of a reception.
@Suite struct ChecklistTests {
    private static let shop = Shop.fixture(checklist: [
        ChecklistItem(id: "gift-wrap", texts: ["fr": "Paquet cadeau proposé"], moment: .farewell)
    ])

    @Test("lists the five standard items and the shop's own, in its languages")
    func list() async throws {
        let shop = try ServiceFixture(shop: Self.shop)
        let answer = try await shop.call(.get, Route.checklist)
        #expect(
            answer.text == #"{"languages":["fr"],"items":["#
                + #"{"id":"smile","standard":true,"texts":{"fr":"Sourire"}},"#
                + #"{"id":"eyeContact","standard":true,"texts":{"fr":"Regard échangé"}},"#
                + #"{"id":"thanks","standard":true,"texts":{"fr":"Merci pour la visite"}},"#
                + #"{"id":"goodbye","standard":true,"texts":{"fr":"Au revoir"}},"#
                + #"{"id":"invitation","standard":true,"texts":{"fr":"Invitation à revenir"}},"#
                + #"{"id":"gift-wrap","standard":false,"moment":"farewell","#
                + #""texts":{"fr":"Paquet cadeau proposé"}}]}"#)
    }

    @Test(
        "the standard items have a text in each language that has a pack",
        arguments: ["fr", "en", "de", "es", "it", "nl", "zh"])
    func texts(language: String) {
        #expect(ChecklistItem.standard.map(\.id) == Observed.standardItems)
        let texts = ChecklistItem.standard.compactMap { $0.texts[language] }
        #expect(Set(texts).count == 5)
        #expect(ChecklistItem.standard.map { $0.text(in: "pt") }.contains("Smile"))
    }

    @Test("what is on the list is noted, in the fact and in the figures' table")
    func noted() async throws {
        let shop = try ServiceFixture(shop: Self.shop)
        _ = try await shop.call(.post, Route.entrances)
        let body = #"{"answer":"said","observed":{"gift-wrap":true,"smile":false,"thanks":null}}"#
        let answer = try await shop.call(.post, Route.answer("1"), body)
        #expect(answer.text.contains(#""observed":{"smile":false,"gift-wrap":true}"#))
        let facts = try await shop.call(.get, Route.facts).text
        #expect(facts.contains(#""observed":{"smile":false,"gift-wrap":true}"#))
    }

    @Test(
        "refuses what is not on the list by its name",
        arguments: [
            (#"{"gift":true}"#, "422 unknown-item"), (#"{"smile":1}"#, "400 invalid-body"),
            (#"{"two words":true}"#, "422 invalid-value"), (#"["smile"]"#, "400 invalid-body"),
            (#"{"":true}"#, "422 invalid-value"),
        ])
    func refused(_ observed: String, _ problem: String) async throws {
        let shop = try ServiceFixture(shop: Self.shop)
        _ = try await shop.call(.post, Route.entrances)
        let body = #"{"answer":"said","observed":\#(observed)}"#
        #expect(try await shop.call(.post, Route.answer("1"), body).problem == problem)
        #expect(shop.ledger.floor.prompts.count == 1)
    }

    @Test("the contract names the shop's items, and no others")
    func openAPI() async throws {
        let shop = try ServiceFixture(shop: Self.shop)
        let document = try await shop.call(.get, Route.openapi).json()
        let components = document["components"] as? [String: [String: [String: Any]]]
        let observed = components?["schemas"]?["Observed"]
        let items = observed?["properties"] as? [String: Any]
        #expect(
            Set((items ?? [:]).keys) == Set(Observed.standardItems + ["gift-wrap"]))
        #expect(observed?["additionalProperties"] as? Bool == false)
    }
}
