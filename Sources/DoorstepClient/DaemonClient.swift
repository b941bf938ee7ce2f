import DoorstepAPI
import DoorstepCore
import FoundationEssentials
import Transfer

/// A client of the daemon over its Unix socket, with one method for each route of the contract.
///
/// Every call blocks. Not `Sendable`: the client keeps one connection, which belongs to the caller.
package final class DaemonClient {
    package let socket: String
    private let connection = TransferConnection()
    private let makeKey: () -> String

    /// IANA name of the shop's zone, as the daemon's last answer gave it; nil before the first.
    package private(set) var timeZone: String?

    /// `makeKey` makes the `Idempotency-Key` of a write: never the same twice.
    package init(socket: String, makeKey: @escaping () -> String = DaemonClient.randomKey) {
        self.socket = socket
        self.makeKey = makeKey
    }

    package static func randomKey() -> String {
        var chance = SystemRandomNumberGenerator()
        return "doorstep-\(String(chance.next(), radix: 36))\(String(chance.next(), radix: 36))"
    }
}

/// An answer, decoded and as its original bytes, which `--json` prints unchanged.
package struct Reply<Body: Decodable> {
    package let body: Body
    package let bytes: [UInt8]
}

extension DaemonClient {
    func get<Body: Decodable>(_ path: String) throws(ClientError) -> Reply<Body> {
        try reply(try answer("GET", path), path)
    }

    /// A write that must not happen twice: if the connection breaks before the answer is complete, it is
    /// sent once more under the same key, and the daemon gives the first answer again.
    func write<Body: Decodable>(_ path: String, _ body: some Encodable) throws(ClientError)
        -> Reply<Body>
    {
        let bytes: [UInt8]
        do { bytes = try JSONWriter.bytes(body) } catch {
            throw .notUnderstood(path: path, detail: "\(error)")
        }
        let headers = [
            ("Content-Type", "application/json"), (HeaderName.idempotencyKey, makeKey()),
        ]
        do {
            return try reply(try answer("POST", path, headers: headers, body: bytes), path)
        } catch .interrupted {
            return try reply(try answer("POST", path, headers: headers, body: bytes), path)
        }
    }

    /// Sends JSON; the request is not repeated when the connection breaks.
    func post<Body: Decodable>(_ path: String, json: some Encodable) throws(ClientError)
        -> Reply<Body>
    {
        let bytes: [UInt8]
        do { bytes = try JSONWriter.bytes(json) } catch {
            throw .notUnderstood(path: path, detail: "\(error)")
        }
        return try post(path, type: "application/json", body: bytes)
    }

    func post<Body: Decodable>(
        _ path: String, type: String? = nil, body: [UInt8]? = nil
    ) throws(ClientError) -> Reply<Body> {
        let headers = type.map { [("Content-Type", $0)] } ?? []
        return try reply(try answer("POST", path, headers: headers, body: body), path)
    }

    /// The body of a successful answer; every other status is thrown as `ClientError`.
    func answer(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil
    ) throws(ClientError) -> [UInt8] {
        let answer: TransferAnswer
        do throws(TransferError) {
            answer = try connection.perform(
                request(method, path, headers: headers, body: body))
        } catch {
            throw ClientError(error, socket: socket)
        }
        timeZone = answer.header(HeaderName.timeZone) ?? timeZone
        guard (200..<300).contains(answer.status) else {
            throw ClientError(status: answer.status, body: answer.body, path: path)
        }
        guard !answer.isTruncated else {
            throw .notUnderstood(path: path, detail: "the answer is longer than 64 MiB")
        }
        return answer.body
    }

    func request(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil
    ) -> TransferRequest {
        TransferRequest(
            method: method, url: "http://doorstep" + path, headers: headers, body: body,
            unixSocket: socket,
            // A test of a destination may take 25 s until it says anything.
            limits: TransferLimits(
                connect: .seconds(5), total: .seconds(60), lowSpeed: .seconds(30),
                maximumAnswer: 64 << 20),
            rules: .local)
    }

    private func reply<Body: Decodable>(
        _ bytes: [UInt8], _ path: String
    ) throws(ClientError) -> Reply<Body> {
        Reply(body: try decoded(bytes, path: path), bytes: bytes)
    }

    func decoded<Body: Decodable>(_ bytes: [UInt8], path: String) throws(ClientError) -> Body {
        do {
            return try JSONDecoder().decode(Body.self, from: Data(bytes))
        } catch let error as DecodingError {
            throw .notUnderstood(path: path, detail: describe(error))
        } catch {
            throw .notUnderstood(path: path, detail: "\(error)")
        }
    }
}

/// The place of an error in the answer, in a few words.
private func describe(_ error: DecodingError) -> String {
    let context: DecodingError.Context
    switch error {
    case .dataCorrupted(let found): context = found
    case .keyNotFound(let key, _): return "“\(key.stringValue)” is missing"
    case .typeMismatch(_, let found), .valueNotFound(_, let found): context = found
    @unknown default: return "it is not what was expected"
    }
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return path.isEmpty ? "it is not the JSON that was expected" : "“\(path)” is not as expected"
}

/// A name as one segment of a path. Dots alone would name a directory above, so they are encoded, too.
func segment(_ name: String) -> String {
    name.allSatisfy { $0 == "." }
        ? String(repeating: "%2E", count: name.count) : name.percentEncoded
}
