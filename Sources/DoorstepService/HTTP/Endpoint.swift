import DoorstepAPI
import DoorstepCore
import HTTPTypes
import LocalHTTP

/// One call of the wire contract: its method and path, its description and its handler.
///
/// The table `Endpoint.all` is the only list of calls there is. Requests are matched against it, and the OpenAPI
/// document is written from it, so the two cannot drift apart. To add a call, add a value beside its neighbours in
/// `Routes/` and name it there.
package struct Endpoint: Sendable {
    package let method: HTTPRequest.Method

    /// `/v1/facts/{sequence}/void`
    package let path: String

    /// The purpose of the call, in one line.
    let summary: String
    let inPath: [Parameter]
    let query: [Parameter]
    let body: Body

    /// The most bytes that the body may have.
    let bodyBytes: Int

    /// Whether the call takes an `Idempotency-Key`.
    let isKeyed: Bool

    /// The roles of devices that may make the call over TCP; on the Unix socket everybody may.
    let roles: Set<DeviceRole>

    /// Whether only the courier may make the call, on the Unix socket.
    let isForCourier: Bool

    /// Whether the call needs no token over TCP.
    let isOpen: Bool

    /// Whether the call takes the `Last-Event-ID` of a stream.
    let isResumable: Bool
    let answer: Answer

    /// The other answers that are not problems.
    let otherAnswers: [Answer]

    /// The statuses of the call's own problems, besides those that any call may answer with.
    let problems: [Int]
    let handle: @Sendable (Incoming, ShopService) async throws -> Response

    /// Makes an endpoint whose handler gets the request, and only the part of the service that it works with.
    init<Part>(
        method: HTTPRequest.Method, path: String, summary: String, inPath: [Parameter] = [],
        query: [Parameter] = [], body: Body = .none, bodyBytes: Int = Limit.bodyBytes,
        isKeyed: Bool = false, roles: Set<DeviceRole> = [], isForCourier: Bool = false,
        isOpen: Bool = false, isResumable: Bool = false, answer: Answer,
        otherAnswers: [Answer] = [], problems: [Int] = [],
        using part: @escaping @Sendable (ShopService) -> Part,
        handle: @escaping @Sendable (Incoming, Part) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.inPath = inPath
        self.query = query
        self.body = body
        self.bodyBytes = bodyBytes
        self.isKeyed = isKeyed
        self.roles = roles
        self.isForCourier = isForCourier
        self.isOpen = isOpen
        self.isResumable = isResumable
        self.answer = answer
        self.otherAnswers = otherAnswers
        self.problems = problems
        self.handle = { try await handle($0, part($1)) }
    }

    /// A parameter of the path or the query.
    struct Parameter: Sendable {
        let name: String
        let about: String

        /// A JSON Schema.
        let schema: Document

        /// Whether the parameter names a door. The names are added to the schema when the daemon runs and knows them.
        var isDoor = false
    }

    enum Body: Sendable {
        case none
        /// JSON of the schema with this name; `isNeeded` is false where all members may be left out.
        case json(String, isNeeded: Bool)
        /// NDJSON, each line of the schema with this name.
        case lines(String)
    }

    struct Answer: Sendable {
        let status: Int
        let about: String
        var mediaType: String? = "application/json"

        /// The name of a schema; nil for texts.
        var schema: String?
    }

    /// Whether a person opens the call in a browser.
    var isPage: Bool { answer.mediaType == "text/html" }

    package static let all: [Endpoint] =
        crossings + factCalls + promptCalls + noteCalls + feedbackCalls + [welcome] + doorCalls
        + importCalls
        + summaryCalls
        + deliveryCalls + destinationCalls + outboxCalls + deviceCalls + readings
}

extension Endpoint {
    /// The values of the path's parameters; nil when `path` does not match.
    ///
    /// Each request is matched against all calls that stand before its own; most of them differ after a few bytes.
    func match(_ path: String) -> [String: String]? {
        var pattern = self.path.utf8[...]
        var rest = path.utf8[...]
        var values: [String: String] = [:]
        while let wanted = pattern.popFirst() {
            guard wanted == UInt8(ascii: "{") else {
                guard rest.popFirst() == wanted else { return nil }
                continue
            }
            let name = pattern.prefix { $0 != UInt8(ascii: "}") }
            let segment = rest.prefix { $0 != UInt8(ascii: "/") }
            guard let value = String(percentEncoded: Substring(segment)), !value.isEmpty else {
                return nil
            }
            values[String(Substring(name))] = value
            pattern = pattern[name.endIndex...].dropFirst()
            rest = rest[segment.endIndex...]
        }
        return rest.isEmpty ? values : nil
    }
}

/// The raw values of an enumeration, for a schema.
func words<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Document
where Choice.RawValue == String {
    .array(type.allCases.map { .string($0.rawValue) })
}
