import DoorstepCore
import DoorstepDelivery
import DoorstepWords
import Foundation
import LocalHTTP

// [[destination]].
extension ConfigurationReader {
    /// The subscriptions of all destinations, the destinations whose transports were read, and the names of the others.
    /// Messages for people are in the first of the shop's `languages` that the program speaks, unless the destination
    /// names one, and link to the report at `pages`.
    func destinations(
        languages: [String], pages: PagesAddress?
    ) -> (subscriptions: [Subscription], read: [Destination], unseen: [String]) {
        let sections = root.sections(
            .destination, of: DestinationKey.self, named: .name,
            explaining: Self.whyRefused)
        var names: Set<String> = []
        var subscriptions: [Subscription] = []
        var read: [Destination] = []
        var unseen: [String] = []
        for section in sections {
            let name = plainName(section, .name, example: "manager", taken: &names)
            let allowPrivate = section.boolean(.allowPrivateAddress) ?? false
            let format = section.choice(.format) ?? MessageFormat.standard
            let template = template(section, format)
            let language = section.choice(.language) ?? ScreenLanguage(firstOf: languages)
            let periods = periods(section)
            let hearsOfShutDays = closedDays(section, format, template) == .line
            let subscription = Subscription(
                name: name, format: format, periods: periods, language: language,
                hearsOfShutDays: hearsOfShutDays, template: template,
                parties: parties(section, format), pages: pages?.description)
            subscriptions.append(subscription)
            // The transport that a destination needs depends on its format.
            if section.isRefused(.format) { continue }
            guard readsSecrets else {
                checkTransportIsGiven(section, format)
                continue
            }
            let authority = authorityFile(section)
            let transport = transport(section, format, allowPrivate: allowPrivate)
            guard let transport else {
                unseen.append(name)
                continue
            }
            read.append(
                Destination(
                    subscription, by: transport, allowPrivateAddress: allowPrivate,
                    authorityFile: authority))
        }
        return (subscriptions, read, unseen)
    }

    /// Checks that the keys of the transport are there, without reading the files that they name.
    private func checkTransportIsGiven(
        _ section: Section<DestinationKey>, _ format: MessageFormat
    ) {
        _ = oneSource(section, [.url, .urlFile, .urlCredential], for: "url")
        if format.needsSecret {
            _ = oneSource(section, [.secretFile, .secretCredential], for: "secret")
        }
        if section.has(.user) {
            _ = oneSource(section, [.passwordFile, .passwordCredential], for: "password")
        }
    }

    /// The hint for an unknown key that would hold a secret; nil for other keys.
    private static func whyRefused(_ key: String) -> String? {
        let key = key.lowercased()
        guard ["secret", "token", "password", "key"].contains(where: key.contains) else {
            return nil
        }
        let kind = key.contains("password") ? "password" : "secret"
        return "secrets do not belong in this file: use \(kind)File or \(kind)Credential"
    }

    private func periods(_ section: Section<DestinationKey>) -> Set<SummaryPeriod.Kind> {
        let wanted = "some of [\"day\", \"week\", \"month\"]"
        guard let entries = section.strings(.send, wanted: wanted) else { return [.day] }
        if entries.isEmpty { section.mistake(.send, found: "[]", wanted: wanted) }
        var periods: Set<SummaryPeriod.Kind> = []
        for (text, place) in entries {
            guard let period = SummaryPeriod.Kind(rawValue: text) else {
                findings.mistake(
                    place, found: quoted(text), wanted: "\"day\", \"week\" or \"month\"")
                continue
            }
            if !periods.insert(period).inserted {
                findings.mistake(place, found: "\(quoted(text)) again", wanted: "each period once")
            }
        }
        return periods
    }

    private func authorityFile(_ section: Section<DestinationKey>) -> String? {
        guard let text = section.string(.caFile, wanted: "a path in quotes") else { return nil }
        let path = path(text)
        do {
            let file = try SmallFile(path: path)
            if !file.text.contains("-----BEGIN CERTIFICATE-----") {
                section.mistake(
                    .caFile, found: "no certificate in \(path)", wanted: "certificates in PEM form")
            }
        } catch {
            section.mistake(
                .caFile, found: "\(path): \(error.reason)", wanted: "a file that can be read",
                isPassing: error.isPassing)
        }
        return path
    }

    /// The transport of a destination; nil after a mistake, and when a credential cannot be read.
    private func transport(
        _ section: Section<DestinationKey>, _ format: MessageFormat, allowPrivate: Bool
    ) -> Destination.Transport? {
        let secrets = secrets(section, format)
        if format == .email {
            refuse(.allowHTTP, section, of: format, "of a mail server that is allowPlain")
            let server = mailServer(section, allowPrivate: allowPrivate)
            return secrets == nil ? nil : server.map { .mail($0) }
        }
        let allowHTTP = section.boolean(.allowHTTP) ?? false
        let url = url(section, allowHTTP: allowHTTP, allowPrivate: allowPrivate)
        guard let url, let secrets else { return nil }
        return .webhook(Webhook(url: url, secrets: secrets, allowHTTP: allowHTTP))
    }

    private func url(
        _ section: Section<DestinationKey>, allowHTTP: Bool, allowPrivate: Bool
    ) -> WebhookURL? {
        let wanted = allowHTTP ? "an https or http URL" : "an https URL"
        guard let (source, text) = urlText(section, wanted: wanted) else { return nil }
        do {
            let url = try WebhookURL(text, allowHTTP: allowHTTP)
            if !allowPrivate { warnIfPrivate(text, section.place(source)) }
            return url
        } catch {
            section.mistake(
                source, found: "a URL that does not fit", wanted: wanted, hint: error.description)
            return nil
        }
    }

    /// The text of the URL, and the key that named it.
    func urlText(
        _ section: Section<DestinationKey>, wanted: String
    ) -> (source: DestinationKey, text: String)? {
        guard let source = oneSource(section, [.url, .urlFile, .urlCredential], for: "url") else {
            return nil
        }
        let text =
            switch source {
            case .url: section.privateString(.url, wanted: wanted)
            case .urlCredential: credential(section, source)
            default: file(section, source)
            }
        return text.map { (source, $0) }
    }

    func warnIfPrivate(_ url: String, _ place: KeyAddress) {
        guard let host = privateHost(in: url) else { return }
        findings.warning(
            place,
            "\(host) is not a public address: "
                + "nothing is sent to it without allowPrivateAddress = true")
    }

    /// The host, if its text alone names this machine or a private network. Any other name is left to the courier,
    /// which judges the address that it connects to.
    private func privateHost(in text: String) -> String? {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let host = URLComponents(string: text)?.host?.lowercased() else { return nil }
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return host }
        let numbers = host.split(separator: ".").compactMap { UInt8($0) }
        guard numbers.count == 4 else { return nil }
        return switch (numbers[0], numbers[1]) {
        case (127, _), (10, _), (192, 168), (172, 16...31), (169, 254): host
        default: nil
        }
    }

    /// The only key of `keys` that is there. More or fewer is a mistake.
    func oneSource(
        _ section: Section<DestinationKey>, _ keys: [DestinationKey], for subject: String
    ) -> DestinationKey? {
        let present = keys.filter(section.has)
        let wanted = "exactly one of \(keys.map(\.rawValue).joined(separator: ", "))"
        guard let first = present.first else {
            findings.mistake(section.address, found: "no \(subject)", wanted: wanted)
            return nil
        }
        guard present.count == 1 else {
            section.mistake(
                present[1],
                found: present.map(\.rawValue).joined(separator: " and "), wanted: wanted)
            return nil
        }
        return first
    }
}

// The keys of [[destination]] for the form of messages.
extension ConfigurationReader {
    enum ClosedDays: String, CaseIterable { case nothing, line }

    func closedDays(
        _ section: Section<DestinationKey>, _ format: MessageFormat, _ template: MessageTemplate?
    ) -> ClosedDays {
        let closedDays: ClosedDays = section.choice(.closedDays) ?? .nothing
        if closedDays == .line, format.isSigned || template?.isJSON == true {
            section.mistake(
                .closedDays, found: "\"line\"", wanted: "\"nothing\"",
                hint: "a line is for people, and this destination is for programs")
            return .nothing
        }
        return closedDays
    }

    /// The shop's own template; nil with every other format, and after a mistake.
    func template(
        _ section: Section<DestinationKey>, _ format: MessageFormat
    ) -> MessageTemplate? {
        guard format == .template else {
            for key in [.templateFile, .contentType] as [DestinationKey] {
                refuse(key, section, of: format, "it belongs to format = \"template\"")
            }
            return nil
        }
        let contentType = contentType(section)
        guard section.has(.templateFile) else {
            section.missing(.templateFile, wanted: "the path of a mustache file")
            return nil
        }
        guard let text = section.string(.templateFile, wanted: "a path in quotes") else {
            return nil
        }
        let path = path(text)
        let file: SmallFile
        do {
            file = try SmallFile(path: path, atMost: 65536)
        } catch {
            section.mistake(
                .templateFile, found: "\(path): \(error.reason)", wanted: "a file that can be read",
                isPassing: error.isPassing)
            return nil
        }
        do {
            return try MessageTemplate(file.text, contentType: contentType)
        } catch {
            let line = error.line.map { ":\($0)" } ?? ""
            section.mistake(
                .templateFile, found: "\(path)\(line): \(error.reason)",
                wanted: "a mustache template",
                hint: "what it may name is in the doorstep.toml that came with the program")
            return nil
        }
    }

    private func contentType(_ section: Section<DestinationKey>) -> String {
        let wanted = "a media type like \"application/json\""
        guard let text = section.string(.contentType, wanted: wanted) else {
            return MessageTemplate.defaultContentType
        }
        let type = text.prefix { $0 != ";" }.split(
            separator: "/", omittingEmptySubsequences: false)
        // The text goes into a header unchanged.
        let isPlain = text.utf8.count <= 100 && text.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        guard isPlain, type.count == 2, type.allSatisfy({ !$0.isEmpty && !$0.contains(" ") })
        else {
            section.mistake(.contentType, found: quoted(text), wanted: wanted)
            return MessageTemplate.defaultContentType
        }
        return text
    }

    func refuse(
        _ key: DestinationKey, _ section: Section<DestinationKey>, of format: MessageFormat,
        _ reason: String
    ) {
        guard section.has(key) else { return }
        section.mistake(
            key, found: "\(key.rawValue) with format = \(quoted(format.rawValue))",
            wanted: "none there", hint: reason)
    }
}
