import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// The calls of a courier that is a process of its own.
    static let outboxCalls: [Endpoint] = [
        Endpoint(
            method: .post, path: Route.claims,
            summary:
                "The courier asks for work, and may wait for it. One courier at a time gets some.",
            body: .json("Claim", isNeeded: true), isForCourier: true,
            answer: Answer(status: 200, about: "The work that waits.", schema: "Work"),
            problems: [409], using: \.courierDesk
        ) { incoming, desk in
            let claim = try ClaimBody(reading: try incoming.json())
            let desk = try served(desk)
            try desk.admit(CourierDesk.Caller(body: claim.caller, connection: incoming.connection))
            return try .json(try await desk.work(claim))
        },
        Endpoint(
            method: .post, path: "/v1/outbox/{id}/outgoing",
            summary:
                "Gives the message to send when it is this delivery's turn: its own, or one for many.",
            inPath: [deliveryID], body: .json("OutgoingRequest", isNeeded: true),
            isForCourier: true,
            answer: Answer(
                status: 200, about: "The delivery to send; empty when there is none, or not yet.",
                schema: "Outgoing"),
            problems: [409], using: \.courierDesk
        ) { incoming, desk in
            let request = try OutgoingRequestBody(reading: try incoming.json())
            let desk = try served(desk)
            try desk.admit(
                CourierDesk.Caller(body: request.caller, connection: incoming.connection))
            let outgoing = try await desk.outbox.outgoing(
                id(incoming), begins: request.begins, by: request.courier)
            return try .json(OutgoingBody(outgoing))
        },
        Endpoint(
            method: .post, path: "/v1/outbox/{id}/attempts",
            summary: "The courier reports an attempt. Reported twice it counts once.",
            inPath: [deliveryID], body: .json("AttemptReport", isNeeded: true), isForCourier: true,
            answer: Answer(status: 204, about: "Kept.", mediaType: nil), problems: [404, 409],
            using: \.courierDesk
        ) { incoming, desk in
            let report = try AttemptReportBody(reading: try incoming.json())
            try await served(desk).outbox.record(
                report.attempt.attempt, of: id(incoming), begunIn: report.round,
                leadingTo: report.deliveryStep)
            return Response(status: .noContent, headers: [.cacheControl: "no-store"])
        },
        Endpoint(
            method: .post, path: "/v1/outbox/tests/{id}",
            summary: "The courier reports the result of a test message.",
            inPath: [Parameter(name: "id", about: "The test's id.", schema: ["type": "string"])],
            body: .json("TestReport", isNeeded: true), bodyBytes: Limit.testAnswerBytes,
            isForCourier: true,
            answer: Answer(status: 204, about: "Handed on.", mediaType: nil), problems: [404, 409],
            using: \.courierDesk
        ) { incoming, desk in
            let report = try DestinationTestBody(reading: try incoming.json())
            let id = incoming[path: "id"]
            guard try served(desk).tests.end(id, with: report) else {
                throw ProblemBody.unknownTest(id)
            }
            return Response(status: .noContent, headers: [.cacheControl: "no-store"])
        },
    ]

    private static let deliveryID = Parameter(
        name: "id", about: "The delivery's id.", schema: ["type": "string"])

    private static func id(_ incoming: Incoming) -> DeliveryID {
        DeliveryID(rawValue: incoming[path: "id"])
    }

    /// The desk, where there is one: else the daemon delivers by itself.
    private static func served(_ desk: CourierDesk?) throws(ProblemBody) -> CourierDesk {
        guard let desk else { throw .courierIsHere }
        return desk
    }
}
