import DoorstepAPI
import DoorstepCore
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import DoorstepConfiguration

/// A shop without destinations, and what became of it.
struct Shop {
    let fixture: ConfigurationFixture
    var path: String { fixture.path }
    var credentials: String { fixture.directory + "/credentials" }

    /// The root of the machine whose units are looked at.
    var machine: String { fixture.directory + "/machine" }

    init(_ more: String = "") throws {
        fixture = try ConfigurationFixture()
        try fixture.write(ConfigurationFixture.plain + more, mode: 0o640)
    }

    /// All there is to be said, of a receiver on loopback.
    func wish(_ format: String, at path: String, port: Int) throws -> DestinationWish {
        try wish(format, url: "http://127.0.0.1:\(port)\(path)\n")
    }

    func wish(_ format: String, url: String) throws -> DestinationWish {
        try fixture.write(url, to: "given.txt")
        var wish = DestinationWish(config: self.path)
        wish.name = "chat"
        wish.format = format
        wish.urlFile = fixture.directory + "/given.txt"
        wish.allowHTTP = true
        wish.allowPrivateAddress = true
        return wish
    }

    /// Adds it, with these answers where somebody is there to give them.
    func add(_ wish: DestinationWish, answers: [String]? = nil) async throws -> Talk {
        let talk = Talk(answers)
        try await DestinationAdding(
            wish, dialogue: talk.dialogue, environment: [:],
            clock: Self.clock, root: machine, readAll: { "" }
        ).run()
        return talk
    }

    /// Why it was not added, and that nothing was left behind.
    func refusal(_ wish: DestinationWish) async throws -> AdditionRefused? {
        let before = try state()
        do {
            _ = try await add(wish)
            return nil
        } catch let refused as AdditionRefused {
            #expect(try state() == before)
            return refused
        }
    }

    /// Every file with its contents and its mode.
    func state() throws -> [String: String] {
        let files = FileManager.default
        var state: [String: String] = [:]
        for name in try files.subpathsOfDirectory(atPath: fixture.directory) {
            let path = fixture.directory + "/" + name
            state[name] = "\(try mode(path)) \((try? text(path)) ?? "")"
        }
        return state
    }

    func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }
}

extension Shop {
    /// The clock of this machine, which is believed.
    @Sendable static func clock() -> ClockReading {
        ClockReading(
            now: Timestamp(Date()),
            stamp: ClockStamp(boot: "boot", monotonic: 0, isTrusted: true))
    }

    /// All there is to be said, of a server on loopback.
    func wish(
        _ server: String, password: String? = "Sésame ouvre-toi"
    ) throws -> DestinationWish {
        var wish = DestinationWish(config: path)
        wish.name = "anne"
        wish.format = "email"
        wish.mailServer = server
        wish.from = "Librairie d’Été <comptoir@shop.example>"
        wish.to = ["anne@shop.example", "Jean <jean@shop.example>"]
        if let password {
            try fixture.write(password + "\n", to: "given.txt")
            wish.passwordFile = fixture.directory + "/given.txt"
        } else {
            wish.user = ""
        }
        wish.allowPrivateAddress = true
        return wish
    }

    func wish(
        _ peer: MailPeer, scheme: String = "smtps", password: String? = "Sésame ouvre-toi"
    ) throws -> DestinationWish {
        var wish = try wish("\(scheme)://127.0.0.1:\(peer.port)", password: password)
        wish.caFile = peer.certificate
        return wish
    }
}

/// A talk whose answers are known beforehand.
final class Talk: Sendable {
    private let state: Mutex<(answers: [String], said: String, shown: [String])>
    private let isInteractive: Bool

    init(_ answers: [String]?) {
        isInteractive = answers != nil
        state = Mutex((answers ?? [], "", []))
    }

    var said: String { state.withLock { $0.said } }
    var shown: [String] { state.withLock { $0.shown } }
    var unused: [String] { state.withLock { $0.answers } }

    var dialogue: Dialogue {
        let read = { @Sendable in
            self.state.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() }
        }
        return Dialogue(
            isInteractive: isInteractive, say: { text in self.state.withLock { $0.said += text } },
            show: { text in self.state.withLock { $0.shown.append(text) } }, read: read,
            readUnseen: { question in
                self.state.withLock { $0.said += question + "\n" }
                return read()
            })
    }
}
