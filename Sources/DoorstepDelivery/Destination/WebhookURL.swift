import Foundation
import Transfer

/// The URL that a destination's messages are posted to. Its path and query are a password, so only scheme and host are
/// ever shown.
package struct WebhookURL: Hashable, Sendable {
    let text: String

    /// The parts of the URL that must not be repeated where people can read them.
    let secrets: [String]
    private let parts: TransferURL

    /// Reads a URL as libcurl does, so that one accepted here is not refused when it is used. Blanks and line ends
    /// around it do not count: it may come from a file.
    package init(_ text: String, allowHTTP: Bool = false) throws(Invalid) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        do {
            parts = try TransferURL(text)
            try parts.check(against: TransferRules(allowHTTP: allowHTTP))
        } catch {
            throw Invalid(description: error.message)
        }
        self.text = text
        // A receiver that repeats the URL may repeat only a part of it.
        let pieces = parts.secrets.flatMap { $0.split(whereSeparator: "/?&=;#".contains) }
            .filter { $0.count >= 8 }.map(String.init)
        secrets = parts.secrets + pieces
    }

    /// The URL with Discord's `wait=true`: without it Discord answers with success for a message that it loses.
    var waiting: String {
        let (head, fragment) = text.split(at: "#")
        let query = head.split(at: "?").tail.dropFirst()
        if query.split(separator: "&").contains(where: { $0.hasPrefix("wait=") }) { return text }
        let mark = !head.contains("?") ? "?" : query.isEmpty || query.last == "&" ? "" : "&"
        return head + mark + "wait=true" + fragment
    }

    /// Whether the receiver states waits in milliseconds. Discord does so below version 8, which also answers where the
    /// URL names no version, as Discord's own settings write it.
    var waitsInMilliseconds: Bool {
        let path = text.split(at: "?").head.split(separator: "/")
        guard let api = path.firstIndex(of: "api"), path.index(after: api) < path.endIndex else {
            return false
        }
        let version = path[path.index(after: api)]
        return Int(version.dropFirst()).map { version.first == "v" && $0 < 8 } ?? true
    }

    /// The reason for a refusal, as a sentence without its full stop, which names neither path nor query.
    package struct Invalid: Error, Hashable, CustomStringConvertible {
        package let description: String
    }
}

extension String {
    /// The text before the first `mark`, and the rest that begins with it.
    fileprivate func split(at mark: Character) -> (head: String, tail: String) {
        let head = prefix { $0 != mark }
        return (String(head), String(dropFirst(head.count)))
    }
}

extension WebhookURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(parts.scheme)://\(parts.host)/…" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
