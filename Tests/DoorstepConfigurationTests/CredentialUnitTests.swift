import DoorstepAPI
import Foundation
import Testing

@testable import DoorstepConfiguration

/// The drop-in that makes systemd hand a new destination's secrets out.
@Suite("Credentials of a destination that is added")
struct CredentialUnitTests {
    private static let apart =
        "[Service]\nExecStart=/usr/bin/doorstepd serve \\\n  --courier apart --config /etc/doorstep/doorstep.toml\n"
    private static let here =
        "[Service]\nExecStart=/usr/bin/doorstepd serve --config /etc/doorstep/doorstep.toml\n"

    /// A shop on a machine with this unit. Administrators' units are in `place`, as seen from where they should be.
    private static func shop(_ unit: String = apart, administrators place: String? = nil) throws
        -> Shop
    {
        let shop = try Shop()
        try shop.fixture.write(unit, to: "machine/usr/lib/systemd/system/doorstepd.service")
        let files = FileManager.default
        let units = shop.machine + "/etc/systemd"
        try files.createDirectory(atPath: units, withIntermediateDirectories: true)
        if let place {
            try files.createSymbolicLink(atPath: units + "/system", withDestinationPath: place)
        } else {
            try files.createDirectory(atPath: units + "/system", withIntermediateDirectories: true)
        }
        return shop
    }

    private static func wish(_ shop: Shop) throws -> DestinationWish {
        var wish = try shop.wish("standard", url: "https://a.example/hook")
        wish.isTested = false
        wish.usesCredentials = true
        return wish
    }

    @Test("the shipped unit has its courier apart; who changes that has it in the daemon")
    func found() throws {
        let shipped = try String(
            contentsOfFile: ShippedFilesTests.root + "/systemd/doorstepd.service", encoding: .utf8)
        let shop = try Self.shop(shipped)
        #expect(CredentialUnit(under: shop.machine)?.name == "doorstep-courier")
        let dropIn = "systemd/system/doorstepd.service.d/here.conf"
        try shop.fixture.write(
            "[Service]\nExecStart=\nExecStart=/usr/bin/doorstepd serve --courier here\n",
            to: "machine/usr/lib/\(dropIn)")
        #expect(CredentialUnit(under: shop.machine)?.name == "doorstepd")
        try shop.fixture.write("[Service]\nExecStart=\n", to: "machine/etc/\(dropIn)")
        #expect(CredentialUnit(under: shop.machine)?.name == "doorstep-courier")
        #expect(try CredentialUnit(under: Shop().machine) == nil)
    }

    @Test("an administrator's unit counts more than the package's")
    func first() throws {
        let shop = try Self.shop()
        try shop.fixture.write(
            Self.here, to: "machine/etc/systemd/system/doorstepd.service")
        #expect(CredentialUnit(under: shop.machine)?.isApart == false)
    }

    @Test(
        "the unit that reads the secrets gets a drop-in, and the command that makes it count is said",
        arguments: [
            (apart, "doorstep-courier", "doorstepd doorstep-courier"),
            (here, "doorstepd", "doorstepd"),
        ])
    func written(_ unit: String, _ name: String, _ restarted: String) async throws {
        let shop = try Self.shop(unit)
        let talk = try await shop.add(Self.wish(shop))
        let folder = shop.machine + "/etc/systemd/system/\(name).service.d"
        #expect(
            try shop.text(folder + "/chat.conf") == """
                # Made by  doorstep destination add
                [Service]
                LoadCredential=chat-url:\(shop.credentials)/chat-url
                LoadCredential=chat-secret:\(shop.credentials)/chat-secret

                """)
        #expect(try shop.mode(folder + "/chat.conf") == 0o644)
        #expect(try shop.mode(folder) == 0o755)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["chat.conf"])
        #expect(try shop.text(shop.path).contains("urlCredential = \"chat-url\""))
        #expect(
            talk.said.hasSuffix(
                """
                systemd hands them out by \(folder)/chat.conf once you type:
                  systemctl daemon-reload && systemctl restart \(restarted)

                """))
    }

    @Test("a drop-in that is there is kept when it says the same, and never overwritten")
    func never() async throws {
        let shop = try Self.shop()
        let wish = try Self.wish(shop)
        let file = "machine/etc/systemd/system/doorstep-courier.service.d/chat.conf"
        try shop.fixture.write("[Service]\nNice=5\n", to: file)
        let refused = try #require(try await shop.refusal(wish))
        #expect(
            refused.message
                == "\(shop.fixture.directory)/\(file) is there already, and says something else")
        let other = try Self.shop()
        _ = try await other.add(Self.wish(other))
        let text = try other.text(other.fixture.directory + "/" + file)
            .replacing(other.fixture.directory, with: shop.fixture.directory)
        try shop.fixture.write(text, to: file)
        _ = try await shop.add(wish)
        #expect(try shop.text(shop.fixture.directory + "/" + file) == text)
    }

    @Test("without the stanza there is no drop-in")
    func neither() async throws {
        let shop = try Self.shop()
        let wish = try Self.wish(shop)
        // A table cannot be added to a list that is closed.
        try shop.fixture.write("destination = []\n" + ConfigurationFixture.plain, mode: 0o640)
        let refused = try #require(try await shop.refusal(wish))
        #expect(refused.message.contains("could not be read"))
    }

    @Test("who may not write units is told so, nothing is left behind, and --print stays true")
    func noRights() async throws {
        let shop = try Self.shop(Self.here, administrators: "/sys/kernel")
        var wish = try Self.wish(shop)
        let refused = try #require(try await shop.refusal(wish))
        #expect(
            refused.message.hasPrefix(
                "cannot write \(shop.machine)/etc/systemd/system/doorstepd.service.d: "))
        #expect(
            refused.hint
                == "run it as root, or with --print, which shows what to add to the units and to the "
                + "configuration")
        wish.isPrinted = true
        let talk = try await shop.add(wish)
        #expect(
            talk.said.contains(
                "So that systemd passes these secrets on, first type  systemctl edit doorstepd  and add:"
            ))
        #expect(talk.said.hasSuffix("then  systemctl restart doorstepd\n"))
    }

    @Test("where there is no secret there is no drop-in")
    func noSecret() async throws {
        let shop = try Self.shop()
        var wish = try shop.wish("smtps://mail.example", password: nil)
        wish.isTested = false
        wish.usesCredentials = true
        let talk = try await shop.add(wish)
        #expect(talk.said.hasSuffix("doorstepd sends to it from its next start.\n"))
        let units = shop.machine + "/etc/systemd/system"
        #expect(try FileManager.default.contentsOfDirectory(atPath: units).isEmpty)
    }
}
