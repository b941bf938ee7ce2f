import DoorstepDelivery

/// A mail server as a person names it, by its URL or its host alone.
struct MailServerAnswer {
    let server: MailServer

    /// A line that tells the URL made of a bare host, and any oddity of the server; nil when there is neither.
    let remark: String?

    init(_ text: String, allowPlain: Bool) throws(AdditionRefused) {
        let isBare = !text.contains("://")
        let scheme = allowPlain ? "smtp" : "smtps"
        do {
            server = try MailServer(isBare ? "\(scheme)://\(text)" : text, allowPlain: allowPlain)
        } catch {
            throw AdditionRefused(
                "\(quoted(text)) will not do: \(error.hint)",
                hint: "give smtps://HOST (TLS), smtp://HOST (STARTTLS), or the host alone")
        }
        guard server.isPlain == allowPlain else {
            throw AdditionRefused(
                "--allow-plain does not go with \(server), which speaks TLS",
                hint: "leave it out, or give smtp://HOST")
        }
        let remarks = [isBare ? "taken for \(server)" : nil, server.oddity].compactMap(\.self)
        remark = remarks.isEmpty ? nil : "  " + remarks.joined(separator: "; ")
    }
}

extension MailAddress {
    init(answer text: String) throws(AdditionRefused) {
        do {
            self = try MailAddress(text)
        } catch {
            throw AdditionRefused(
                "\(quoted(text)) will not do: wanted is \(Self.wanted)", hint: error.hint)
        }
    }

    /// The address as it is written into a configuration.
    var text: String { name.isEmpty ? address : "\(name) <\(address)>" }
}

extension [MailAddress] {
    /// The recipients of a mail. Throws unless they are as many as one mail may have, each once.
    init(answers: [String]) throws(AdditionRefused) {
        self = []
        for text in answers { append(try MailAddress(answer: text)) }
        let fitting = Letterhead.recipients
        guard fitting.contains(count) else {
            throw AdditionRefused(
                "\(count) recipients will not do: \(fitting.lowerBound) to \(fitting.upperBound) fit",
                hint: "who is one too many gets a destination of their own")
        }
        guard Set(map { $0.address.lowercased() }).count == count else {
            throw AdditionRefused("a recipient is there twice", hint: "give each address once")
        }
    }
}
