import Crypto
import DoorstepCore
import Foundation

/// The headers of Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`.
package enum StandardWebhooks {
    /// The greatest difference that a receiver allows between the sender's clock and its own.
    package static let tolerance = Duration.seconds(300)

    /// The three headers that go with `body`, which is sent unchanged, to the byte.
    ///
    /// `id` is the same for every attempt, `timestamp` is the attempt's. There are several secrets while they are being
    /// rotated; the signature of any one satisfies a receiver.
    package static func sign(
        id: String, timestamp: Timestamp, body: [UInt8], secrets: [SigningSecret]
    ) -> [(String, String)] {
        let seconds = String(timestamp.seconds)
        let signatures = secrets.map { secret in
            let code = HMAC<SHA256>.authenticationCode(
                for: signed(id, seconds, body), using: SymmetricKey(data: secret.bytes))
            return "v1," + Data(code).base64EncodedString()
        }
        return [
            ("webhook-id", id), ("webhook-timestamp", seconds),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// Checks a message as a receiver does before it believes one.
    /// - Returns: The message's id, by which a receiver recognises a repeat.
    @discardableResult
    package static func verify(
        headers: [(String, String)], body: [UInt8], secrets: [SigningSecret], now: Timestamp,
        tolerance: Duration = StandardWebhooks.tolerance
    ) throws(VerificationError) -> String {
        func header(_ name: String) throws(VerificationError) -> String {
            guard let found = headers.first(where: { $0.0.lowercased() == name }) else {
                throw .missing(name)
            }
            return found.1
        }
        let id = try header("webhook-id")
        let seconds = try header("webhook-timestamp")
        let signatures = try header("webhook-signature")

        // A number that would overflow below is no moment either.
        guard let sent = Int64(seconds), (0...Int64.max / 1000).contains(sent) else {
            throw .unreadableTimestamp
        }
        let age = now.seconds - sent
        let allowed = tolerance.components.seconds
        guard age <= allowed else { throw .tooOld(seconds: age) }
        guard age >= -allowed else { throw .tooNew(seconds: -age) }

        let isSigned = signatures.split(separator: " ").contains { signature in
            guard signature.hasPrefix("v1,"),
                let code = Data(base64Encoded: String(signature.dropFirst(3)))
            else { return false }
            return secrets.contains { secret in
                // Compared in constant time.
                HMAC<SHA256>.isValidAuthenticationCode(
                    code, authenticating: signed(id, seconds, body),
                    using: SymmetricKey(data: secret.bytes))
            }
        }
        guard isSigned else { throw .wrongSignature }
        return id
    }

    /// The reason why a message is not believed.
    package enum VerificationError: Error, Hashable, CustomStringConvertible {
        case missing(String)
        case unreadableTimestamp
        case tooOld(seconds: Int64)
        case tooNew(seconds: Int64)
        case wrongSignature

        package var description: String {
            switch self {
            case .missing(let name): "the header \(name) is missing"
            case .unreadableTimestamp: "webhook-timestamp is not a number of seconds"
            case .tooOld(let seconds): "the message was signed \(seconds) s ago"
            case .tooNew(let seconds): "the message was signed \(seconds) s from now"
            case .wrongSignature: "no signature is right: another secret, or an altered message"
            }
        }
    }

    private static func signed(_ id: String, _ seconds: String, _ body: [UInt8]) -> [UInt8] {
        Array("\(id).\(seconds).".utf8) + body
    }
}
