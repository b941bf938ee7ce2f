import DoorstepAPI
import DoorstepCore
import Foundation
import Glibc
import TestSupport
import Testing
import Transfer

/// A daemon that serves its pages on loopback, and how browsers get to them.
struct Shopfront: Sendable {
    let daemon: DaemonProcess
    let address: String

    /// `state` is the state directory, when it is not to be in the scratch directory.
    static func opened(
        _ settings: ShopSettings = ShopSettings(), state: String? = nil
    ) async throws -> Shopfront {
        let port = try freePort()
        var settings = settings
        settings.server += "\nlisten = \"127.0.0.1:\(port)\""
        let daemon = try DaemonProcess(settings, state: state)
        try await daemon.start()
        return Shopfront(daemon: daemon, address: "http://127.0.0.1:\(port)")
    }

    var port: Int { Int(address.split(separator: ":").last ?? "") ?? 0 }

    /// The link that `doorstep pair` shows.
    func invitation(_ role: DeviceRole, name: String? = nil) async throws -> PairingBody {
        let name = name.map { ",\"name\":\"\($0)\"" } ?? ""
        let answer = try await daemon.post(Route.pairings, "{\"role\":\"\(role.rawValue)\"\(name)}")
        try #require(answer.status == 201)
        return try answer.decoded()
    }

    /// Opens the link in the browser, presses its button, and is at the screen.
    func pair(_ browser: Browser, _ role: DeviceRole, name: String? = nil) async throws {
        let invitation = try await invitation(role, name: name)
        try await browser.open(invitation.url)
        try await browser.tap("button[type=submit]")
        try await browser.wait("location.pathname === '/\(role.rawValue)' && window.doorstep")
    }

    /// The same, up to the moment at which the counter is live.
    func openCounter(_ browser: Browser, name: String = "counter") async throws {
        try await pair(browser, .counter, name: name)
        try await browser.waitUntilLive()
    }

    /// A manager's browser, at the report of the day that is going on.
    func openReport(_ browser: Browser) async throws {
        try await browser.open(try await invitation(.report).url)
        try await browser.tap("button[type=submit]")
        try await browser.wait("location.pathname === '/report' && document.querySelector('svg')")
    }

    /// Two parties, one of them greeted; one leaves and is told goodbye.
    func haveVisitors() async throws {
        let first = try await daemon.record(Route.entrances, #"{"people":2}"#)
        try await daemon.record(Route.entrances)
        try await daemon.record(Route.answer("\(first.fact.sequence)"), #"{"answer":"said"}"#)
        let exit = try await daemon.record(Route.exits)
        try await daemon.record(
            Route.answer("\(exit.fact.sequence)"),
            #"{"answer":"said","observed":{"thanks":true},"outcome":"browsed"}"#)
    }

    func revokeAll() async throws {
        for device in try await daemon.get(Route.devices, as: DevicesBody.self).devices {
            let answer = try await Transfer.send(
                TransferRequest("DELETE", Route.device(device.id), over: daemon.socket))
            try #require(answer.status == 204)
        }
    }

    /// Facts of one kind that the ledger has.
    func facts(_ kind: Event.Kind) async throws -> [Fact] {
        try await daemon.facts().filter { $0.kind == kind }
    }
}

extension Browser {
    func waitUntilLive() async throws {
        try await wait("document.getElementById('screen').dataset.state === 'live'")
    }

    /// Returns once the service worker looks after the page: it has kept the shell by then.
    func shellIsKept() async throws {
        _ = try await result(
            of: """
                navigator.serviceWorker.controller !== null || await new Promise((resolve) =>
                    navigator.serviceWorker.addEventListener(
                        'controllerchange', () => resolve(true), {once: true}))
                """, as: Bool.self)
    }

    /// A new prompt is deaf for a moment, for the tap that was meant for the one before.
    func settled() async throws { try await wait("document.body.dataset.settling !== 'yes'") }

    /// Taps an action of the counter once it is there and listens.
    func act(_ name: String) async throws {
        try await wait("document.querySelector('[data-act=\"' + arguments[0] + '\"]')", [name])
        try await settled()
        try await tap("[data-act=\"\(name)\"]")
    }

    /// By how many pixels the prompt is higher than its frame; 0 where there is none.
    func cutOffPrompt() async throws -> Int {
        try await run(
            """
            const prompt = document.getElementById('prompt');
            return prompt ? prompt.scrollHeight - prompt.clientHeight : 0;
            """)
    }

    func press(_ letter: String) async throws {
        try await settled()
        try await type(letter)
    }
}

/// A port that nobody listens on now.
func freePort() throws -> Int {
    let (descriptor, port) = try listen(AF_INET)
    close(descriptor)
    return port
}
