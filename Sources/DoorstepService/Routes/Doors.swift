import DoorstepAPI
import DoorstepCore
import DoorstepStore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    static let doorCalls: [Endpoint] = [
        Endpoint(
            method: .post, path: "/v1/doors/{door}/heartbeat",
            summary: "A door's sensor is alive. Nothing is recorded unless the door was down.",
            inPath: [
                Parameter(
                    name: "door", about: "The door's name.", schema: ["type": "string"],
                    isDoor: true)
            ],
            answer: Answer(status: 204, about: "Noted.", mediaType: nil), problems: [404],
            using: { ($0.ledger, $0.doorWatch) }
        ) { incoming, parts in
            let (ledger, doorWatch) = parts
            let door = incoming[path: "door"]
            let known = ledger.shop.doors.map(\.name)
            guard known.contains(door) else {
                throw ProblemBody.unknownDoor(door, known: known, status: 404)
            }
            try incoming.noBody()
            doorWatch.heard(from: door, at: ledger.now)
            return Response(status: .noContent, headers: [.cacheControl: "no-store"])
        }
    ]
}
