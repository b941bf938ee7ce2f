import DoorstepAPI
import DoorstepCore
import HTTPTypes
import LocalHTTP

extension Endpoint {
    /// Paired screens. On the Unix socket alone: no screen lets another one in.
    static let deviceCalls: [Endpoint] = [
        Endpoint(
            method: .post, path: Route.pairings,
            summary: "Invites one browser: a code that is good once, for ten minutes.",
            body: .json("Pairing", isNeeded: true),
            answer: Answer(status: 201, about: "The invitation.", schema: "Invitation"),
            problems: [409, 422], using: { ($0.devices, $0.pagesAddress) }
        ) { incoming, parts in
            let (devices, address) = parts
            let body = try PairingRequestBody(reading: try incoming.json())
            guard let address else { throw ProblemBody.pagesAreOff }
            let (code, pairing) = try await devices.invite(
                body.role, name: body.name ?? body.role.rawValue)
            return try .json(
                PairingBody(
                    role: pairing.role, name: pairing.name, code: code.text,
                    url: "\(address)" + Route.pair(code.text), expiresAt: pairing.expiresAt),
                status: .created)
        },
        Endpoint(
            method: .post, path: Route.devices,
            summary: "Makes a program's token, which is told this once.",
            body: .json("TokenRequest", isNeeded: true),
            answer: Answer(status: 201, about: "The token.", schema: "Token"),
            problems: [409, 422], using: { ($0.devices, $0.pagesAddress) }
        ) { incoming, parts in
            let (devices, address) = parts
            let body = try TokenRequestBody(reading: try incoming.json())
            guard let address else { throw ProblemBody.pagesAreOff }
            let (device, token) = try await devices.admitProgram(
                body.role, name: body.name ?? body.role.rawValue)
            return try .json(
                TokenBody(device, token: token.text, url: "\(address)" + Route.metrics),
                status: .created)
        },
        Endpoint(
            method: .get, path: Route.devices,
            summary: "The paired screens, and the programs that have a token.",
            answer: Answer(status: 200, about: "The devices.", schema: "Devices"),
            using: \.devices
        ) { _, devices in try .json(DevicesBody(devices: devices.all)) },
        Endpoint(
            method: .delete, path: "/v1/devices/{id}",
            summary: "Takes a screen's token away; its stream ends at once.",
            inPath: [
                Parameter(
                    name: "id", about: "The device's number.",
                    schema: ["type": "integer", "minimum": 1])
            ],
            answer: Answer(status: 204, about: "It is a stranger now.", mediaType: nil),
            problems: [404, 507], using: \.devices
        ) { incoming, devices in
            let text = incoming[path: "id"]
            guard let id = Int64(text), try await devices.revoke(DeviceID(rawValue: id))
            else { throw ProblemBody.unknownDevice(text) }
            return Response(status: .noContent)
        },
    ]
}
