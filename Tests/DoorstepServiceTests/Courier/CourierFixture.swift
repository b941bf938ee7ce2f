import DoorstepAPI
import DoorstepCore
import Foundation
import Glibc
import HTTPTypes
import LocalHTTP
import TestSupport

@testable import DoorstepService

extension Connection {
    /// The daemon's own user, as process 100 unless it is said otherwise.
    static func courier(process: Int32 = 100) -> Connection {
        Connection(way: .unix, uid: geteuid(), process: process)
    }
}

extension ServiceFixture {
    /// One whose courier is a process of its own, with a summary in its outbox if it is wanted. Unless it is fresh, its
    /// first moments are over, in which couriers that were at work before go first.
    static func apart(
        hasDelivery: Bool = true, isFresh: Bool = false
    ) async throws -> ServiceFixture {
        let shop = try ServiceFixture(isApart: true)
        if !isFresh { shop.clock.advance(.seconds(3)) }
        if hasDelivery { try await shop.deliver() }
        return shop
    }

    /// Today's summary, once more.
    @discardableResult
    func deliver() async throws -> DeliveryID {
        let answer = try await call(.post, Route.deliver(.day, "2026-11-21"))
        let body = try JSONDecoder().decode(DeliveriesBody.self, from: Data(answer.text.utf8))
        return body.deliveries[0].id
    }

    func claim(
        _ courier: String = "one", resuming: Bool = false, version: String? = nil,
        wait: Int? = nil, over connection: Connection = .courier()
    ) async throws -> Answer {
        let body = ClaimBody(
            CourierBody(courier: courier, resuming: resuming), version: version,
            waitSeconds: wait)
        return try await call(
            .post, Route.claims, try JSONWriter.string(body), over: connection)
    }

    func work(
        _ courier: String = "one", version: String? = nil, wait: Int? = nil
    ) async throws -> WorkBody {
        let answer = try await claim(courier, version: version, wait: wait)
        return try JSONDecoder().decode(WorkBody.self, from: Data(answer.text.utf8))
    }
}

extension Attempt {
    static func fixture(
        status: Int? = 200, error: String? = nil, mayHaveArrived: Bool = false
    ) -> Attempt {
        Attempt(
            number: 1, at: Timestamp(at: "2026-11-21T09:30:01Z"), duration: .milliseconds(12),
            status: status, error: error, answer: "Line one\nline two\t…", address: "192.0.2.1",
            mayHaveArrived: mayHaveArrived)
    }
}
