import Foundation

/// A key shared with one receiver, as Standard Webhooks writes it: `whsec_` and base64 of 24 to 64 bytes. Its
/// descriptions hide it, even from a debugger.
package struct SigningSecret: Hashable, Sendable {
    package let bytes: [UInt8]

    /// Blanks and line ends around it do not count: it comes from a file.
    package init(_ text: String) throws(Invalid) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.hasPrefix(Self.prefix) else { throw .noPrefix }
        guard let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))) else {
            throw .notBase64
        }
        guard Self.lengths.contains(data.count) else { throw .length(data.count) }
        bytes = Array(data)
    }

    package enum Invalid: Error, Hashable {
        case noPrefix
        case notBase64
        /// The number of bytes that it has.
        case length(Int)
    }

    /// The secret as its file holds it.
    var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    private static let prefix = "whsec_"
    private static let lengths = 24...64
}

extension SigningSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "whsec_…" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension SigningSecret.Invalid: CustomStringConvertible {
    /// A sentence without its full stop and without the secret.
    package var description: String {
        let hint = "make one with: echo whsec_$(openssl rand -base64 32)"
        return switch self {
        case .noPrefix: "a signing secret begins with whsec_: \(hint)"
        case .notBase64: "what follows whsec_ in a signing secret is base64: \(hint)"
        case .length(let count):
            "a signing secret has 24 to 64 bytes, this one has \(count): \(hint)"
        }
    }
}
