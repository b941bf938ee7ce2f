import DoorstepAPI
import DoorstepCore
import DoorstepDelivery
import Foundation
import Testing

@testable import DoorstepConfiguration

@Suite("Writing a destination into the configuration")
struct ConfigurationAdditionTests {
    @Test(
        "a file that is there is never overwritten",
        arguments: ["chat-url", "chat-secret", "chat-password"])
    func never(_ name: String) async throws {
        let shop = try Shop()
        try shop.fixture.write("older\n", to: "credentials/\(name)")
        let wish = try shop.wish("slack", url: "https://a.example/hook")
        #expect(
            try await shop.refusal(wish)?.message
                == "\(shop.credentials)/\(name) is there already, and nothing is overwritten")
    }

    @Test("a file that appears during the test is not overwritten either")
    func race() async throws {
        let shop = try Shop()
        var wish = try shop.wish("standard", url: "https://a.example/hook")
        wish.isTested = false
        let stanza = DestinationStanza(
            name: "chat", format: .standard,
            settings: TransportSettings(
                lines: [],
                secrets: [
                    KeptSecret(key: .url, text: "https://a.example/hook"),
                    KeptSecret(key: .secret, text: "whsec_"),
                ]), usesCredentials: false, wish: wish, periods: [.day])
        try shop.fixture.write("older\n", to: "credentials/chat-secret")
        let before = try shop.state()
        #expect(throws: AdditionRefused.self) {
            try ConfigurationAddition(config: shop.path, stanza: stanza).write()
        }
        #expect(try shop.state() == before)
    }

    @Test("a configuration that the daemon could not read any more is left as it was")
    func unreadable() async throws {
        let shop = try Shop()
        // A table cannot be added to a list that is closed.
        try shop.fixture.write("destination = []\n" + ConfigurationFixture.plain, mode: 0o640)
        var wish = try shop.wish("slack", url: "https://a.example/hook")
        wish.isTested = false
        let refused = try #require(try await shop.refusal(wish))
        #expect(
            refused.message.hasPrefix("with this destination \(shop.path) could not be read:\n"))
        #expect(!refused.message.contains(shop.path + "."))
    }

    @Test("a configuration that is wrong already is not added to")
    func wrong() throws {
        let shop = try Shop("[log]\nlevel = \"loud\"\n")
        #expect {
            _ = try DestinationAdding(
                DestinationWish(config: shop.path), dialogue: Talk([]).dialogue, environment: [:],
                clock: Shop.clock, readAll: { "" })
        } throws: {
            ($0 as? AdditionRefused)?.message.contains("log.level: found \"loud\"") == true
        }
    }

    @Test("the file that a link leads to is changed, and the link stays")
    func link() async throws {
        let shop = try Shop()
        let link = shop.fixture.directory + "/scripts/linked.toml"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: "../doorstep.toml")
        var wish = try shop.wish("slack", url: "https://a.example/hook")
        wish.config = link
        wish.isTested = false
        _ = try await shop.add(wish)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../doorstep.toml")
        #expect(try shop.text(shop.path).contains("urlFile = \"credentials/chat-url\""))
        #expect(try shop.mode(shop.credentials + "/chat-url") == 0o600)
    }
}
