import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension TransferRequest {
    /// To a daemon: patient, since tests run on busy machines.
    init(
        _ method: String, _ path: String, over socket: String, body: String? = nil,
        headers: [(String, String)] = []
    ) {
        self.init(
            method: method, url: "http://doorstep" + path, headers: headers,
            body: body.map { Array($0.utf8) }, unixSocket: socket,
            limits: TransferLimits(
                connect: .seconds(60), total: .seconds(120), lowSpeed: nil,
                maximumAnswer: 64 << 20),
            rules: .local)
    }
}

extension TransferAnswer {
    func decoded<Body: Decodable>(_ type: Body.Type = Body.self) throws -> Body {
        try JSONDecoder().decode(type, from: Data(body))
    }
}

extension DaemonProcess {
    func post(
        _ path: String, _ body: String? = nil, key: String? = nil
    ) async throws -> TransferAnswer {
        let headers = key.map { [(HeaderName.idempotencyKey, $0)] } ?? []
        return try await Transfer.send(
            TransferRequest("POST", path, over: socket, body: body, headers: headers))
    }

    /// A write that must succeed.
    @discardableResult
    func record(_ path: String, _ body: String? = nil) async throws -> Recorded {
        let answer = try await post(path, body)
        try #require(answer.status == 201, "\(String(decoding: answer.body, as: UTF8.self))")
        return try answer.decoded()
    }

    func get(_ path: String) async throws -> TransferAnswer {
        try await Transfer.send(TransferRequest("GET", path, over: socket))
    }

    func get<Body: Decodable>(_ path: String, as type: Body.Type) async throws -> Body {
        let answer = try await get(path)
        try #require(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
        return try answer.decoded()
    }

    /// All facts after a number.
    func facts(after start: Int64 = 0) async throws -> [Fact] {
        let ledger = try await get(Route.now, as: NowBody.self).ledger
        var facts: [Fact] = []
        while true {
            let last = facts.last?.sequence ?? Sequence(start)
            let position = LedgerPosition(ledger: ledger, sequence: last)
            let answer = try await get(
                "\(Route.facts)?after=\(position)&limit=\(Limit.factsPerCall)")
            try #require(answer.status == 200)
            let page = try answer.body.split(separator: 0x0A).map {
                try JSONDecoder().decode(Fact.self, from: Data($0))
            }
            facts += page
            if page.count < Limit.factsPerCall { return facts }
        }
    }
}

/// An hour ago, when a crossing's prompt has lapsed before it is recorded: no work for the counter.
func anHourAgo() -> String { Timestamp(Date().addingTimeInterval(-3600)).description }
