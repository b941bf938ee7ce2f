import Crypto
import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Foundation
import HTTPTypes
import LocalHTTP

/// A request as the handler of its endpoint reads it.
package struct Incoming: Sendable {
    package let request: Request
    let connection: Connection

    /// Whether the request came by TLS, to a reverse proxy.
    package let isSecure: Bool

    /// The paired device that asks; nil on the Unix socket, and for calls that are open to all.
    var device: Device?

    /// Parameters of the path and of the query, decoded.
    let inPath: [String: String]
    package let query: [String: String]

    /// The device's or user's name, for a fact's `by`.
    var by: String? { device?.name ?? connection.user }

    package subscript(path name: String) -> String { inPath[name] ?? "" }
}

// MARK: Parameters

extension Incoming {
    /// Reads a query such as `a=1&b=2`.
    /// - Throws: a problem for a name that is not known or stands twice, and for text that cannot be decoded.
    package static func readQuery(
        _ text: String?, known: [String]
    ) throws(ProblemBody) -> [String: String] {
        var values: [String: String] = [:]
        for pair in (text ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let text = parts.count > 1 ? parts[1] : ""
            guard let name = String(percentEncoded: parts[0], plusIsSpace: true),
                let value = String(percentEncoded: text, plusIsSpace: true)
            else {
                throw .invalidQuery(
                    String(parts[0]), found: String(pair), wanted: "percent-encoded UTF-8")
            }
            guard known.contains(name) else { throw .unknownQuery(name, known: known) }
            guard values.updateValue(value, forKey: name) == nil else {
                throw .repeatedQuery(name)
            }
        }
        return values
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(ProblemBody) -> Int64? {
        guard let text = query[name] else { return nil }
        guard let value = wholeNumber(text), range.contains(value) else {
            let wanted =
                range.upperBound == .max
                ? "a whole number from \(range.lowerBound) on"
                : "a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw .invalidQuery(name, found: text, wanted: wanted)
        }
        return value
    }

    /// The sequence of a position in the query, which must be of the ledger that ends with `end`; zero, for the place
    /// before the first fact, when the query has `0` or no position.
    func position(_ name: String, upTo end: LedgerPosition) throws(ProblemBody) -> Sequence {
        guard let text = query[name], text != "0" else { return .zero }
        guard let position = LedgerPosition(text) else {
            throw .invalidQuery(
                name, found: text,
                wanted: "0, or the ledger and the sequence of a fact, as \(end.ledger):1042,")
        }
        guard position.ledger == end.ledger, position.sequence <= end.sequence else {
            throw .otherLedger(name, position, end: end)
        }
        return position.sequence
    }

    package func flag(_ name: String) throws(ProblemBody) -> Bool? {
        switch query[name] {
        case nil: nil
        case "true": true
        case "false": false
        case let text?: throw .invalidQuery(name, found: text, wanted: "true or false")
        }
    }

    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) throws(ProblemBody) -> Choice? where Choice.RawValue == String {
        guard let text = query[name] else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .invalidQuery(name, found: text, wanted: "one of \(words)")
        }
        return choice
    }

    /// Reads a sequence number of the path. Throws `problem`, a 404, for a text that is not a positive number.
    func sequence(_ name: String, orElse problem: (String) -> ProblemBody) throws(ProblemBody)
        -> Sequence
    {
        guard let value = wholeNumber(self[path: name]), value > 0 else {
            throw problem(self[path: name])
        }
        return Sequence(value)
    }
}

/// Reads a number of digits only: no sign, no space.
private func wholeNumber(_ text: String) -> Int64? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
}

// MARK: Body

extension Incoming {
    /// The body as JSON; an empty object when there is none, since every member could be left out.
    func json() throws -> JSON {
        guard !request.body.isEmpty else { return .object([]) }
        try checkMediaType("application/json")
        return try JSONParser.parse(request.body)
    }

    /// Checks that a call without a body got nothing, or an object without members.
    func noBody() throws {
        _ = try NoBody(reading: try json())
    }

    /// The lines of an NDJSON body, with their numbers from 1; empty ones are left out.
    func lines() throws -> [(number: Int, bytes: [UInt8])] {
        if !request.body.isEmpty { try checkMediaType("application/x-ndjson") }
        return request.body.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
            .filter { !$0.element.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } }
            .map { (number: $0.offset + 1, bytes: Array($0.element)) }
    }

    /// Checks the `Content-Type`. Without the field, the body is taken to be of the type `wanted`.
    private func checkMediaType(_ wanted: String) throws(ProblemBody) {
        guard let found = request.headers[.contentType] else { return }
        let parts = found.lowercased().split(separator: ";").map { part in
            part.filter { $0 != " " && $0 != "\t" && $0 != "\"" }
        }
        guard parts.first == wanted, parts.dropFirst().allSatisfy({ $0 == "charset=utf-8" }) else {
            throw .wrongMediaType(found, wanted: wanted)
        }
    }
}

// MARK: Idempotency

extension Incoming {
    /// The idempotency key of a write whose body is `json`; nil when the caller did not give a key.
    func key(for json: JSON) throws(ProblemBody) -> IdempotencyKey? {
        let given = request.headers[values: .idempotencyKey]
        guard let key = given.first else { return nil }
        let isUsable =
            (1...255).contains(key.utf8.count)
            && key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard given.count == 1, isUsable else { throw .invalidKey }
        var digest = RequestDigest()
        digest.add(request.method.rawValue)
        digest.add(request.path)
        digest.add(json)
        return IdempotencyKey(key: Self.short(key), digest: digest.bytes)
    }

    /// The key as it is kept: its hash when it is longer than 64 bytes.
    private static func short(_ key: String) -> String {
        guard key.utf8.count > 64 else { return key }
        return "sha256:" + Data(SHA256.hash(data: Data(key.utf8))).base64EncodedString()
    }
}

extension HTTPField.Name {
    static let timeZone = named(HeaderName.timeZone)
    static let idempotencyKey = named(HeaderName.idempotencyKey)
    static let idempotentReplayed = named(HeaderName.idempotentReplayed)
    static let lastEventID = named(HeaderName.lastEventID)
}
