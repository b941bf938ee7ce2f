import DoorstepAPI
import DoorstepCore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// How things are now, for people and for programs that watch.
    static let readings: [Endpoint] = [
        Endpoint(
            method: .get, path: Route.now,
            summary: "Who is inside, what is due, how the doors are.",
            roles: [.counter], answer: Answer(status: 200, about: "The shop now.", schema: "Now"),
            using: \.nowBody
        ) { _, now in try .json(now) },
        Endpoint(
            method: .get, path: Route.checklist,
            summary: "What staff may note of a reception, in the shop's languages.",
            roles: [.counter],
            answer: Answer(status: 200, about: "The checklist.", schema: "Checklist"),
            using: \.shop
        ) { _, shop in try .json(ChecklistBody(shop)) },
        Endpoint(
            method: .get, path: Route.stream,
            summary: "Server-sent events: one for each fact, and a beat every "
                + "\(Limit.beat.components.seconds) seconds.",
            roles: [.counter], isResumable: true,
            answer: Answer(
                status: 200,
                about: "Events named after the kinds of facts; their data is a Recorded with the "
                    + "shop as it is as `now`. `beat` comes first, at least every "
                    + "\(Limit.beat.components.seconds) seconds, and when time alone has changed "
                    + "something; its data is a Now. `reset` carries a Now too, and says that older "
                    + "events are lost to this reader.",
                mediaType: "text/event-stream"),
            using: { service in
                (
                    service.ledger, service.broadcaster.audience, service.devices,
                    { @Sendable in service.nowBody }
                )
            }
        ) { incoming, parts in
            let (ledger, audience, devices, now) = parts
            return EventStream(
                incoming: incoming, ledger: ledger, audience: audience, devices: devices, now: now
            ).response
        },
        Endpoint(
            method: .get, path: Route.health,
            summary: "Whether the daemon can record, and what needs somebody's eye.",
            isOpen: true,
            answer: Answer(
                status: 200, about: "It records; `degraded` when something else is wrong.",
                schema: "Health"),
            otherAnswers: [
                Answer(status: 503, about: "It cannot record: `failing`.", schema: "Health")
            ], using: \.healthBody
        ) { _, health in
            try .json(
                health, status: health.status == "failing" ? .serviceUnavailable : .ok)
        },
        Endpoint(
            method: .get, path: Route.metrics, summary: "Counters in Prometheus' text format.",
            roles: [.metrics],
            answer: Answer(status: 200, about: "Samples.", mediaType: "text/plain"),
            using: \.metricsText
        ) { _, text in
            .bytes(
                Array(text.utf8), status: .ok,
                type: "text/plain; version=0.0.4; charset=utf-8")
        },
        Endpoint(
            method: .get, path: Route.openapi, summary: "This document.",
            answer: Answer(status: 200, about: "OpenAPI 3.1.", schema: "OpenAPI"), using: \.shop
        ) { _, shop in
            try .json(
                Document.openAPI(
                    of: all, doors: shop.doors.map(\.name),
                    items: shop.wholeChecklist.map(\.id)))
        },
    ]
}
