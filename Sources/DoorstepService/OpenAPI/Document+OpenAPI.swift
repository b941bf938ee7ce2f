import DoorstepAPI
import DoorstepCore
import HTTPTypes

extension Document {
    /// The wire contract as OpenAPI 3.1, written from the endpoints. `doors` and the `items` of the checklist are
    /// this shop's, so that a reader sees which names fit.
    static func openAPI(
        of endpoints: [Endpoint], doors: [String], items: [String] = Observed.standardItems
    ) -> Document {
        var paths: [(String, Document)] = []
        for endpoint in endpoints {
            let method = endpoint.method.rawValue.lowercased()
            let operation = operation(of: endpoint, doors: doors)
            if let index = paths.firstIndex(where: { $0.0 == endpoint.path }) {
                paths[index].1 = paths[index].1.with(method, operation)
            } else {
                paths.append((endpoint.path, .object([(method, operation)])))
            }
        }
        let about: Document = [
            "title": "Doorstep", "version": "1",
            "description": "The back end of a shop-front greeting kiosk, on its Unix socket.",
        ]
        return [
            "openapi": "3.1.0", "info": about,
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": ["schemas": .object(Schema.all(doors: doors, items: items))],
        ]
    }

    private static func operation(of endpoint: Endpoint, doors: [String]) -> Document {
        var members: [(String, Document)] = [
            ("operationId", .string(name(of: endpoint))),
            ("summary", .string(endpoint.summary)),
        ]
        let parameters =
            endpoint.inPath.map { parameter($0, in: "path", doors: doors) }
            + endpoint.query.map { parameter($0, in: "query", doors: doors) }
            + (endpoint.isKeyed ? [idempotencyKey] : [])
            + (endpoint.isResumable ? [lastEventID] : [])
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        if let body = requestBody(endpoint.body) { members.append(("requestBody", body)) }
        members.append(("responses", responses(of: endpoint)))
        return .object(members)
    }

    /// `post-v1-facts-sequence-void`
    private static func name(of endpoint: Endpoint) -> String {
        let parts = endpoint.path.split { "/{}.".contains($0) }
        return ([endpoint.method.rawValue.lowercased()] + parts.map(String.init))
            .joined(separator: "-")
    }

    // MARK: Requests

    private static func parameter(
        _ parameter: Endpoint.Parameter, in place: String, doors: [String]
    ) -> Document {
        let schema =
            parameter.isDoor
            ? parameter.schema.with("enum", .array(doors.map { .string($0) })) : parameter.schema
        let document: Document = [
            "name": .string(parameter.name), "in": .string(place),
            "description": .string(parameter.about),
        ]
        return (place == "path" ? document.with("required", true) : document)
            .with("schema", schema)
    }

    private static let idempotencyKey: Document = [
        "name": .string(HeaderName.idempotencyKey), "in": "header",
        "description": "With the same key the same request gets its first answer again.",
        "schema": [
            "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]{1,255}$",
        ],
    ]

    private static let lastEventID: Document = [
        "name": .string(HeaderName.lastEventID), "in": "header",
        "description": "The id of the last event that you have: the stream goes on after it.",
        "schema": ["type": "string", "pattern": "^[0-9]{1,18}$"],
    ]

    private static func requestBody(_ body: Endpoint.Body) -> Document? {
        switch body {
        case .none: nil
        case .json(let schema, let isNeeded):
            ["required": .bool(isNeeded), "content": ["application/json": content(schema)]]
        case .lines(let schema):
            [
                "required": false,
                "description": "One \(schema) on each line.",
                // An array stands for the lines, since OpenAPI 3.1 cannot describe NDJSON.
                "content": [
                    "application/x-ndjson": [
                        "schema": [
                            "type": "array",
                            "items": ["$ref": .string("#/components/schemas/\(schema)")],
                        ]
                    ]
                ],
            ]
        }
    }

    private static func content(_ schema: String) -> Document {
        ["schema": ["$ref": "#/components/schemas/\(schema)"]]
    }

    // MARK: Answers

    private static func responses(of endpoint: Endpoint) -> Document {
        var byStatus: [Int: Document] = [:]
        for status in problems(of: endpoint) { byStatus[status] = problem(status) }
        for answer in [endpoint.answer] + endpoint.otherAnswers {
            let response = response(answer, isKeyed: endpoint.isKeyed)
            guard let problem = byStatus[answer.status], let added = response["content"],
                let content = problem["content"]
            else {
                byStatus[answer.status] = response
                continue
            }
            // An answer and a problem share this status, so it has two kinds of body.
            byStatus[answer.status] = [
                "description": response["description"] ?? "", "headers": response["headers"] ?? [:],
                "content": content.joined(with: added),
            ]
        }
        let listed = byStatus.sorted { $0.key < $1.key }.map { ("\($0.key)", $0.value) }
        return .object(listed + [("default", problem(nil))])
    }

    /// The statuses of the call's own problems, and of those that any call of its kind may have.
    private static func problems(of endpoint: Endpoint) -> Set<Int> {
        // 401, 403, 421: over TCP only. 408, 413, 431: the connection's limits. 429: reserved.
        var statuses: Set<Int> = [400, 401, 403, 405, 408, 413, 421, 429, 431, 500, 503]
        if endpoint.method == .post { statuses.formUnion([415, 507]) }
        if case .json = endpoint.body { statuses.insert(422) }
        if endpoint.isKeyed { statuses.insert(409) }
        return statuses.union(endpoint.problems)
    }

    private static func problem(_ status: Int?) -> Document {
        let reason =
            status.map { HTTPResponse.Status(code: $0).reasonPhrase } ?? "Any other problem"
        return [
            "description": .string(reason.isEmpty ? "A problem" : reason),
            "headers": .object([(HeaderName.timeZone, timeZone)]),
            "content": ["application/problem+json": content("Problem")],
        ]
    }

    private static let timeZone: Document = [
        "description":
            "The IANA name of the shop's zone, for programs that show times to people. On the Unix socket only.",
        "schema": Schema.text,
    ]

    private static func response(_ answer: Endpoint.Answer, isKeyed: Bool) -> Document {
        var headers = [(HeaderName.timeZone, timeZone)]
        if isKeyed {
            let replayed: Document = [
                "description":
                    "`true` when this is the fact that the key recorded before, with its prompt as it stands now.",
                "schema": ["type": "string", "const": "true"],
            ]
            headers.append((HeaderName.idempotentReplayed, replayed))
        }
        var members: [(String, Document)] = [
            ("description", .string(answer.about)), ("headers", .object(headers)),
        ]
        if let mediaType = answer.mediaType {
            let content = answer.schema.map(content) ?? ["schema": ["type": "string"]]
            members.append(("content", .object([(mediaType, content)])))
        }
        return .object(members)
    }
}

extension Document {
    subscript(name: String) -> Document? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The members of two objects in one.
    fileprivate func joined(with other: Document) -> Document {
        guard case .object(let mine) = self, case .object(let others) = other else { return self }
        return .object(others + mine)
    }
}
