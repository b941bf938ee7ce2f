import Foundation
import Transfer

/// Where a destination's messages go. A webhook's path and query are its password, so only scheme and
/// host are ever shown.
package struct WebhookURL: Hashable, Sendable {
    let text: String

    /// What must not be repeated where people can read it.
    let secrets: [String]
    private let parts: TransferURL

    /// Blanks and line ends around it do not count: it may come from a file.
    ///
    /// It is read as libcurl reads it, so what is accepted here is not refused when it is used.
    package init(_ text: String, allowHTTP: Bool = false) throws(Invalid) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        do {
            parts = try TransferURL(text)
            try parts.check(against: TransferRules(allowHTTP: allowHTTP))
        } catch {
            throw Invalid(description: error.message)
        }
        self.text = text
        // A receiver that repeats what it was asked for may repeat a part of it.
        let pieces = parts.secrets.flatMap { $0.split(whereSeparator: "/?&=;#".contains) }
            .filter { $0.count >= 8 }.map(String.init)
        secrets = parts.secrets + pieces
    }

    /// With Discord's `wait=true`: without it a message that Discord loses is answered with success.
    var waiting: String {
        let (head, fragment) = text.split(at: "#")
        let query = head.split(at: "?").tail.dropFirst()
        if query.split(separator: "&").contains(where: { $0.hasPrefix("wait=") }) { return text }
        let mark = !head.contains("?") ? "?" : query.isEmpty || query.last == "&" ? "" : "&"
        return head + mark + "wait=true" + fragment
    }

    /// Whether waits are told in milliseconds there. So Discord has it below version 8, which is also what answers
    /// where the URL names no version, as its own settings write it.
    var waitsInMilliseconds: Bool {
        let path = text.split(at: "?").head.split(separator: "/")
        guard let api = path.firstIndex(of: "api"), path.index(after: api) < path.endIndex else {
            return false
        }
        let version = path[path.index(after: api)]
        return Int(version.dropFirst()).map { version.first == "v" && $0 < 8 } ?? true
    }

    /// A sentence without its full stop, which names neither path nor query.
    package struct Invalid: Error, Hashable, CustomStringConvertible {
        package let description: String
    }
}

extension String {
    /// What stands before the first `mark`, and the rest with it.
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
