import DoorstepAPI
import DoorstepCore
import DoorstepPages
import DoorstepStore
import HTTPTypes
import LocalHTTP
import Testing

@testable import DoorstepService

/// Who may make which call over TCP, written by hand: what was decided, not what the code says.
private enum Expected {
    static let roles: [String: Set<DeviceRole>] = [
        // The counter: what staff do at the door.
        "GET /counter": [.counter],
        "GET /v1/stream": [.counter],
        "GET /v1/now": [.counter],
        "GET /v1/prompts": [.counter],
        "GET /v1/facts": [.counter],
        "GET /v1/checklist": [.counter],
        "POST /v1/entrances": [.counter],
        "POST /v1/exits": [.counter],
        "POST /v1/openings": [.counter],
        "POST /v1/occupancy": [.counter],
        "POST /v1/prompts/{id}/answer": [.counter],
        "POST /v1/prompts/{id}/outcome": [.counter],
        "POST /v1/prompts/{id}/tie": [.counter],
        "POST /v1/facts/{sequence}/void": [.counter],
        // The kiosk: the welcome and the faces, and never anything else.
        "GET /kiosk": [.kiosk],
        "GET /v1/welcome": [.kiosk],
        "POST /v1/feedback": [.kiosk],
        // The report.
        "GET /report": [.report],
        "GET /report.csv": [.report],
        "GET /v1/summaries/day/{date}": [.report],
        "GET /v1/summaries/week/{week}": [.report],
        "GET /v1/summaries/month/{month}": [.report],
        // Nobody: on the Unix socket alone.
        "GET /v1/feedback": [],
        "POST /v1/feedback/{sequence}/review": [],
        "POST /v1/doors/{door}/heartbeat": [],
        "POST /v1/dismissals": [],
        "POST /v1/imports": [],
        "POST /v1/summaries/day/{date}/deliver": [],
        "POST /v1/summaries/week/{week}/deliver": [],
        "POST /v1/summaries/month/{month}/deliver": [],
        "GET /v1/deliveries": [],
        "POST /v1/deliveries/{id}/retry": [],
        "POST /v1/deliveries/{id}/drop": [],
        "GET /v1/destinations": [],
        "POST /v1/destinations/{name}/pause": [],
        "POST /v1/destinations/{name}/resume": [],
        "POST /v1/destinations/{name}/test": [],
        "POST /v1/outbox/claims": [],
        "POST /v1/outbox/{id}/outgoing": [],
        "POST /v1/outbox/{id}/attempts": [],
        "POST /v1/outbox/tests/{id}": [],
        "POST /v1/pairings": [],
        "GET /v1/devices": [],
        "POST /v1/devices": [],
        "DELETE /v1/devices/{id}": [],
        // A program that watches the machine.
        "GET /metrics": [.metrics],
        "GET /v1/openapi.json": [],
    ]

    /// No token is asked for, and none is of any use.
    static let open: Set = [
        "GET /", "GET /pair/{code}", "POST /pair", "GET /sw.js", "GET /v1/health",
    ]

    /// The parts of pages say nothing of the shop.
    static func isOpen(_ call: String) -> Bool {
        open.contains(call) || call.hasPrefix("GET /assets/")
    }
}

/// One call of the daemon, with everything it needs to be recorded if it were let through.
struct TriedCall: Sendable, CustomTestStringConvertible {
    let method: HTTPRequest.Method

    /// `/v1/facts/{sequence}/void`
    let template: String

    static let all = (Endpoint.all + Pages.screens.endpoints).map {
        TriedCall(method: $0.method, template: $0.path)
    }

    var name: String { "\(method) \(template)" }
    var testDescription: String { name }

    var path: String {
        [
            ("{sequence}", "1"), ("{id}", "1"), ("{door}", "front"), ("{date}", "2026-11-20"),
            ("{week}", "2026-W47"), ("{month}", "2026-10"), ("{name}", "manager"),
            ("{code}", "00000-00000"),
        ].reduce(template) { $0.replacing($1.0, with: $1.1) }
    }

    var body: String {
        switch template {
        case "/v1/feedback" where method == .post: #"{"face":3}"#
        case "/v1/occupancy": #"{"people":3}"#
        case "/v1/prompts/{id}/answer": #"{"answer":"said"}"#
        case "/v1/prompts/{id}/outcome": #"{"outcome":"bought"}"#
        case "/v1/prompts/{id}/tie": #"{"visit":1}"#
        case "/v1/feedback/{sequence}/review": #"{"counts":true}"#
        case "/v1/pairings": #"{"role":"counter"}"#
        case "/v1/devices": #"{"role":"metrics"}"#
        default: ""
        }
    }
}

/// One after the other: a ledger for each call, all at once, would be hundreds of open files.
@Suite(.serialized) struct RoleMatrixTests {
    @Test("the table of who may what knows every call", arguments: TriedCall.all)
    func isKnown(_ call: TriedCall) {
        #expect(
            Expected.roles[call.name] != nil || Expected.isOpen(call.name),
            """
            “\(call.name)” is in no table: say in Expected.roles of RoleMatrixTests which screens may make it \
            ([] for none), or in Expected.open that it needs no token
            """)
    }

    @Test(
        "whoever is not meant gets 401 or 403, every time, and nothing is recorded",
        arguments: TriedCall.all)
    func refused(_ call: TriedCall) async throws {
        guard let roles = Expected.roles[call.name] else { return }
        let fixture = try ServiceFixture()
        let strangers = try await Self.strangers(fixture)
        var known: [(DeviceRole, Browser)] = []
        for role in DeviceRole.allCases {
            known.append((role, try await Browser.paired(role, fixture)))
        }
        let devices = fixture.service.devices.all.count
        for stranger in strangers {
            #expect(try await stranger.status(of: call) == 401)
        }
        for (role, browser) in known where !roles.contains(role) {
            // Under whichever name the token comes, it stays what it was paired as.
            for name in DeviceRole.screens {
                var disguised = browser
                disguised.cookies = [
                    "doorstep-\(name.rawValue)": browser.cookies.values.first
                        ?? browser.bearer ?? ""
                ]
                #expect(try await disguised.status(of: call) == 403, "\(role) as \(name)")
            }
        }
        #expect(fixture.ledger.floor.sequence == .zero)
        #expect(fixture.service.devices.all.count == devices)
    }

    @Test("whoever is meant is let through", arguments: TriedCall.all)
    func letThrough(_ call: TriedCall) async throws {
        let roles = Expected.roles[call.name] ?? []
        let fixture = try ServiceFixture()
        for role in DeviceRole.allCases where roles.contains(role) {
            let browser = try await Browser.paired(role, fixture)
            let status = try await browser.status(of: call)
            #expect(![401, 403, 405].contains(status), "\(role) got \(status)")
        }
        if Expected.isOpen(call.name) {
            let status = try await Browser(fixture).status(of: call)
            #expect(![401, 403, 405].contains(status))
        }
    }

    /// No token, one that never was, one that was revoked.
    private static func strangers(_ fixture: ServiceFixture) async throws -> [Browser] {
        var guessing = Browser(fixture)
        for role in DeviceRole.allCases {
            guessing.cookies["doorstep-\(role.rawValue)"] = String(repeating: "0", count: 64)
        }
        var revoked = Browser(fixture)
        for role in DeviceRole.allCases {
            let once = try await Browser.paired(role, fixture)
            revoked.bearer = once.bearer
            revoked.cookies.merge(once.cookies) { first, _ in first }
        }
        for device in fixture.service.devices.all {
            #expect(try await fixture.service.devices.revoke(DeviceID(rawValue: device.id)))
        }
        return [Browser(fixture), guessing, revoked]
    }
}

extension Browser {
    /// Without reading the answer: a stream has no end.
    fileprivate func status(of call: TriedCall) async throws -> Int {
        try await response(call.method, call.path, call.body).status.code
    }
}
