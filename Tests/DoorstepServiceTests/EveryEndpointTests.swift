import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import LocalHTTP
import TestSupport
import Testing

@testable import DoorstepService

/// What holds for every call there is, and for each that is added.
///
/// One after the other: a ledger for each call, all at once, would be hundreds of open files.
@Suite(.serialized, .timeLimit(.minutes(20))) struct EveryEndpointTests {
    @Test("a body that breaks off changes nothing, and uses no key up", arguments: TriedCall.all)
    func half(_ call: TriedCall) async throws {
        let shop = try await ServiceFixture.busy()
        let before = try await State(shop)
        let body = call.body.isEmpty ? "{}" : call.body
        let responder = shop.responder.respond
        try await withServer(
            bodyLimit: Responder.bodyLimit, refusal: Responder.refusal, responder: responder
        ) { socket in
            for sent in [0, 1, body.utf8.count - 1] {
                let part = String(decoding: Array(body.utf8).prefix(sent), as: UTF8.self)
                for framing in Framing.allCases {
                    let client = try RawClient(unix: socket)
                    client.send(call.head(key: "once") + framing.text(part, of: body))
                    client.finishSending()
                    #expect(await client.readToEnd().hasPrefix("HTTP/1.1 400 "))
                    #expect(try await State(shop) == before, "\(sent) bytes, \(framing)")
                }
            }
            let client = try RawClient(unix: socket)
            client.send(call.head(key: "once") + Framing.length.text(body, of: body))
            let answer = await client.read(until: "\r\n\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 "))
            #expect(
                !answer.hasPrefix("HTTP/1.1 409 "), "the honest retry must not find its key used")
            #expect(!answer.lowercased().contains("\r\nidempotent-replayed:"))
        }
    }

    @Test("an endpoint takes bodies of its own size, and not a byte more", arguments: TriedCall.all)
    func limit(_ call: TriedCall) async throws {
        let wanted =
            switch call.template {
            case Route.imports, "/v1/outbox/tests/{id}": 256 * 1024
            default: 16 * 1024
            }
        let method = call.method.rawValue
        #expect(Responder.bodyLimit(method, call.path, by: .unix) == wanted)
        #expect(
            Responder.bodyLimit(method, call.path, by: .tcp) == 16 * 1024, "no screen sends more")
    }

    private enum Framing: CaseIterable {
        case length, chunk, chunks

        /// What follows a head when `part` of a body is sent.
        func text(_ part: String, of body: String) -> String {
            switch self {
            case .length: "Content-Length: \(body.utf8.count)\r\n\r\n\(part)"
            // A chunk that is cut off, and the last one missing.
            case .chunk:
                "Transfer-Encoding: chunked\r\n\r\n\(String(body.utf8.count, radix: 16))\r\n\(part)"
            case .chunks:
                "Transfer-Encoding: chunked\r\n\r\n"
                    + (part.isEmpty ? "" : "\(String(part.utf8.count, radix: 16))\r\n\(part)\r\n")
            }
        }
    }

    /// All that a call could change.
    private struct State: Equatable {
        let sequence: Sequence
        let devices: [DeviceBody]
        let deliveries: [String]
        let statuses: [String]
        let pairings: Bool

        init(_ shop: ServiceFixture) async throws {
            sequence = shop.ledger.floor.sequence
            devices = shop.service.devices.all
            deliveries = try await shop.ledger.deliveries(in: nil, limit: 1000).map { "\($0)" }
            statuses = try await shop.ledger.destinationStatuses().map { "\($0)" }.sorted()
            pairings = (try? await shop.service.devices.pairing("00000-00000")) != nil
        }
    }
}

extension TriedCall {
    fileprivate func head(key: String) -> String {
        "\(method) \(path) HTTP/1.1\r\nHost: doorstep\r\nIdempotency-Key: \(key)\r\n"
    }
}

extension ServiceFixture {
    /// One with something that each call could change: an open prompt, feedback, a device, messages.
    fileprivate static func busy() async throws -> ServiceFixture {
        let shop = try ServiceFixture(isApart: true)
        shop.clock.advance(.seconds(3))
        _ = try await shop.call(.post, Route.entrances)
        _ = try await shop.call(.post, Route.feedback, #"{"face":3}"#)
        _ = try await Browser.paired(.counter, shop)
        try await shop.deliver()
        return shop
    }
}
