import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@testable import DoorstepDelivery

@Suite struct ReportLinkTests {
    private static let forPeople: [MessageFormat] = [
        .slack, .teams, .discord, .mattermost, .googlechat, .ntfy, .email, .homeassistant,
    ]

    private static func text(_ format: MessageFormat, pages: String?) throws -> String {
        let message = try Subscription.fixture(format, pages: pages).message(
            of: MessageContent(.fixture()), id: DeliveryID(rawValue: "msg_1"))
        return ([String(decoding: message.body, as: UTF8.self)] + message.headers.map(\.value))
            .joined(separator: "\n").replacing("=\r\n", with: "").replacing("=3D", with: "=")
            .replacing("\\/", with: "/")
    }

    @Test(
        "a message for people links to its report page where the pages have an address",
        arguments: forPeople)
    func link(_ format: MessageFormat) throws {
        let address = "https://comptoir.example/report?day=2026-11-21"
        #expect(try Self.text(format, pages: "https://comptoir.example").contains(address))
        #expect(try !Self.text(format, pages: nil).contains("/report"))
    }

    @Test("a shortened page keeps its link")
    func shortened() {
        var digest = Digest(.fixture(), language: .fr)
        digest.link = "https://comptoir.example/report?day=2026-11-21"
        #expect(DigestPage.pages(of: digest).allSatisfy { $0.link == digest.link })
        #expect(
            DigestPage.pages(of: digest).last?.lines == [
                "… abrégé\u{a0}: la suite est dans le rapport",
                "Le rapport\u{a0}: https://comptoir.example/report?day=2026-11-21",
            ])
    }
}
