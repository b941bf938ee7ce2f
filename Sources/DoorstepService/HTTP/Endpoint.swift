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
    var inPath: [Parameter] = []
    var query: [Parameter] = []
    var body = Body.none

    /// The most bytes that the body may have.
    var bodyBytes = Limit.bodyBytes

    /// Whether the call takes an `Idempotency-Key`.
    var isKeyed = false

    /// The roles of devices that may make the call over TCP; on the Unix socket everybody may.
    var roles: Set<DeviceRole> = []

    /// Whether only the courier may make the call, on the Unix socket.
    var isForCourier = false

    /// Whether the call needs no token over TCP.
    var isOpen = false

    /// Whether the call takes the `Last-Event-ID` of a stream.
    var isResumable = false
    let answer: Answer

    /// The other answers that are not problems.
    var otherAnswers: [Answer] = []

    /// The statuses of the call's own problems, besides those that any call may answer with.
    var problems: [Int] = []
    let handle: @Sendable (Incoming, ShopService) async throws -> Response

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
