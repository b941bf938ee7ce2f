import Foundation

/// A mail address, with the name that is shown for it: `Anne Petit <anne@shop.example>`.
package struct MailAddress: Hashable, Sendable {
    /// `anne@shop.example`: ASCII, without comments and quotes.
    package let address: String

    /// Empty where there is only the address.
    package let name: String

    /// Reads `anne@shop.example`, or the same in angle brackets after a name, which may stand in quotes.
    package init(_ text: String) throws(Invalid) {
        var name = ""
        var address = text.trimmingCharacters(in: .whitespaces)
        if address.hasSuffix(">"), let bracket = address.lastIndex(of: "<") {
            name = address[..<bracket].trimmingCharacters(in: .whitespaces)
            if name.count > 1, name.hasPrefix("\""), name.hasSuffix("\"") {
                name = String(name.dropFirst().dropLast())
            }
            address = String(address[address.index(after: bracket)...].dropLast())
        }
        guard Self.isAddress(address) else {
            throw address.utf8.allSatisfy { $0 < 0x80 } ? .noAddress : .notASCII
        }
        guard name.unicodeScalars.count <= 100,
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw .badName }
        self.address = address
        self.name = name
    }

    var domain: String { String(address.drop { $0 != "@" }.dropFirst()) }

    /// Whether the text is RFC 5322's `dot-atom` at a domain name.
    private static func isAddress(_ text: String) -> Bool {
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, text.utf8.count <= 254 else { return false }
        func parts(_ text: Substring) -> [Substring] {
            text.split(separator: ".", omittingEmptySubsequences: false)
        }
        return parts(sides[0]).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy { $0.isLetterOrDigit || marks.contains($0) }
        }
            && parts(sides[1]).allSatisfy { label in
                !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
            }
    }

    private static let marks = Array("!#$%&'*+-/=?^_`{|}~".utf8)

    package enum Invalid: Error, Hashable {
        case noAddress
        /// Letters beyond ASCII, which few servers take in an address.
        case notASCII
        /// A name longer than 100 characters, or not in one line.
        case badName

        /// A hint as a sentence without its full stop; nil where `wanted` says it all.
        package var hint: String? {
            switch self {
            case .noAddress: nil
            case .notASCII: "letters a to z only: a domain with others is written xn--…"
            case .badName: "the name has 100 characters at most, and no line break"
            }
        }
    }

    /// Examples of a valid address, for a message.
    package static let wanted =
        "an address like \"anne@shop.example\" or \"Anne <anne@shop.example>\""
}

/// The sender and the recipients of a destination's mails.
package struct MailParties: Hashable, Sendable {
    package let from: MailAddress

    /// As many addresses as `recipients` allows.
    package let to: [MailAddress]

    /// The number of recipients that one mail may have.
    package static let recipients = 1...20

    package init(from: MailAddress, to: [MailAddress]) {
        self.from = from
        self.to = to
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
