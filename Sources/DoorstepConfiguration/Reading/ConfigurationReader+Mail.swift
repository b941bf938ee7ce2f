import DoorstepCore
import DoorstepDelivery
import Foundation
import Transfer

// The keys of [[destination]] for mails.
extension ConfigurationReader {
    /// The sender and the recipients; nil with every other format, and after a mistake.
    func parties(
        _ section: Section<DestinationKey>, _ format: MessageFormat
    ) -> MailParties? {
        guard format == .email else {
            let keys: [DestinationKey] = [
                .from, .to, .user, .passwordFile, .passwordCredential, .allowPlain,
            ]
            for key in keys { refuse(key, section, of: format, "it belongs to format = \"email\"") }
            return nil
        }
        let from = section.string(.from, wanted: MailAddress.wanted)
            .flatMap { address($0, at: section.place(.from)) }
        if !section.has(.from) { section.missing(.from, wanted: MailAddress.wanted) }
        let to = recipients(section)
        guard let from, !to.isEmpty else { return nil }
        return MailParties(from: from, to: to)
    }

    private func recipients(_ section: Section<DestinationKey>) -> [MailAddress] {
        let wanted = "a list of 1 to 20 addresses like [\"anne@shop.example\"]"
        guard section.has(.to) else {
            section.missing(.to, wanted: wanted)
            return []
        }
        guard let entries = section.strings(.to, wanted: wanted) else { return [] }
        if !MailParties.recipients.contains(entries.count) {
            section.mistake(
                .to, found: entries.isEmpty ? "[]" : "\(entries.count) of them", wanted: wanted)
        }
        var seen: Set<String> = []
        return entries.compactMap { text, place in
            guard let address = address(text, at: place) else { return nil }
            if !seen.insert(address.address.lowercased()).inserted {
                findings.mistake(
                    place, found: "\(quoted(text)) again", wanted: "each address once")
            }
            return address
        }
    }

    private func address(_ text: String, at place: KeyAddress) -> MailAddress? {
        do {
            return try MailAddress(text)
        } catch {
            findings.mistake(
                place, found: quoted(text), wanted: MailAddress.wanted, hint: error.hint)
            return nil
        }
    }

    /// The mail server; nil after a mistake, and when a credential cannot be read.
    func mailServer(
        _ section: Section<DestinationKey>, allowPrivate: Bool
    ) -> MailServer? {
        let allowPlain = section.boolean(.allowPlain) ?? false
        let wanted = "\"smtp://HOST:587\" (STARTTLS) or \"smtps://HOST:465\" (TLS)"
        let login = login(section)
        guard let (source, text) = urlText(section, wanted: wanted), let login else { return nil }
        do {
            let server = try MailServer(text, login: login, allowPlain: allowPlain)
            if !allowPrivate { warnIfPrivate(text, section.place(source)) }
            if let oddity = server.oddity { findings.warning(section.place(source), oddity) }
            return server
        } catch .passwordWithoutTLS {
            section.mistake(
                .allowPlain, found: "a login at a server without TLS",
                wanted: "allowPlain = false, or neither user nor password",
                hint: "a password is never sent without TLS")
        } catch {
            section.mistake(
                source, found: "a URL that does not fit", wanted: wanted, hint: error.hint)
        }
        return nil
    }

    /// The login: `.some(nil)` without one, nil after a mistake and when a credential cannot be read.
    private func login(_ section: Section<DestinationKey>) -> MailLogin?? {
        let keys: [DestinationKey] = [.passwordFile, .passwordCredential]
        guard section.has(.user) else {
            for key in keys where section.has(key) {
                section.mistake(
                    key, found: "a password without user", wanted: "both, or neither")
            }
            return keys.contains(where: section.has) ? nil : .some(nil)
        }
        let wanted = "the name that the provider gave for sending, often the address itself"
        let user = section.string(.user, wanted: wanted)
        if user?.isEmpty == true { section.mistake(.user, found: "\"\"", wanted: wanted) }
        guard
            let source = oneSource(section, keys, for: "password"),
            let text = source == .passwordFile
                ? file(section, source) : credential(section, source)
        else { return nil }
        let password = text.trimmingCharacters(in: .newlines)
        guard !password.isEmpty, !password.contains(where: \.isNewline) else {
            let count = password.split(whereSeparator: \.isNewline).count
            section.mistake(
                source, found: password.isEmpty ? "nothing in it" : "\(count) lines in it",
                wanted: "the password in one line")
            return nil
        }
        guard let user, !user.isEmpty else { return nil }
        return MailLogin(user: user, password: password)
    }
}
