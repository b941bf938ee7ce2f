import DoorstepAPI
import DoorstepDelivery
import Transfer

/// The questions about a mailbox. An answer given by an option is not asked for. A wrong answer is asked for again.
struct MailQuestions {
    let wish: DestinationWish
    let dialogue: Dialogue

    /// The password from a file or the standard input; nil when it is to be asked for.
    let password: String?

    private var open = Set(MailQuestion.allCases)
    private var server: MailServer?
    private var sender: MailAddress?
    private var recipients: [MailAddress]?
    private var login: MailLogin?

    init(_ wish: DestinationWish, dialogue: Dialogue, password: String?) {
        self.wish = wish
        self.dialogue = dialogue
        self.password = password
    }

    /// Asks the open questions. Throws `AdditionRefused` for an option that does not fit.
    mutating func answers() throws -> (server: MailServer, parties: MailParties) {
        let server = try kept(server, .server) ?? askedServer()
        // Without TLS there is no login, with it there may be one.
        if let former = self.server, former.isPlain != server.isPlain { open.insert(.login) }
        self.server = server
        let sender = try kept(sender, .sender) ?? askedSender()
        self.sender = sender
        let recipients = try kept(recipients, .recipients) ?? askedRecipients()
        self.recipients = recipients
        if open.contains(.login) { login = try askedLogin(server, sender) }
        open = []
        return (
            try MailServer(server.description, login: login, allowPlain: wish.allowPlain),
            MailParties(from: sender, to: recipients)
        )
    }

    private func kept<Answer>(_ answer: Answer?, _ question: MailQuestion) -> Answer? {
        open.contains(question) ? nil : answer
    }

    /// Opens a question again; returns whether a person can give another answer.
    mutating func reopen(_ question: MailQuestion) -> Bool {
        open = [question]
        let isGiven =
            switch question {
            case .server: wish.mailServer != nil
            case .sender: wish.from != nil
            case .recipients: wish.to != nil
            case .login: password != nil || wish.user == ""
            }
        return dialogue.isInteractive && !isGiven
    }
}

// One function for each question.
extension MailQuestions {
    private func askedServer() throws -> MailServer {
        try answer(
            wish.mailServer, "Mail server (such as mail.example or smtp://mail.example:587)",
            option: "--mail-server", former: server?.description
        ) { text throws(AdditionRefused) in
            let answer = try MailServerAnswer(text, allowPlain: wish.allowPlain)
            if let remark = answer.remark { dialogue.say(remark + "\n") }
            return answer.server
        }
    }

    private func askedSender() throws -> MailAddress {
        try answer(
            wish.from, "From (the shop's address)", option: "--from", former: sender?.text,
            accept: MailAddress.init(answer:))
    }

    private func askedRecipients() throws -> [MailAddress] {
        if let given = wish.to { return try [MailAddress](answers: given) }
        return try answer(
            nil, "To (one or several, with commas between)", option: "--to",
            former: recipients?.map(\.text).joined(separator: ", ")
        ) { text throws(AdditionRefused) in
            try [MailAddress](answers: text.split(separator: ",").map(String.init))
        }
    }

    /// The login; nil when the server takes none.
    private func askedLogin(_ server: MailServer, _ sender: MailAddress) throws -> MailLogin? {
        guard !server.isPlain else {
            guard wish.user ?? "" == "", password == nil else {
                throw AdditionRefused(
                    "a password is never sent without TLS",
                    hint: "leave out --allow-plain, or --user and the password")
            }
            return nil
        }
        let isAsked = dialogue.isInteractive && password == nil
        let user = try answer(
            wish.user ?? (isAsked ? nil : sender.address), "User (- for none)", option: "--user",
            former: login?.user ?? sender.address
        ) { $0 == "-" ? "" : $0 }
        guard !user.isEmpty else {
            guard password == nil else {
                throw AdditionRefused(
                    "there is a password, and no user", hint: "give  --user NAME  or leave it out")
            }
            return nil
        }
        if let password { return MailLogin(user: user, password: try fit(password)) }
        let password = try dialogue.ask(
            "Password (not shown; many providers want an app password):",
            option: "--password-file or --password-stdin (or --user \"\" for no login)",
            isUnseen: true, accept: fit)
        return MailLogin(user: user, password: password)
    }

    private func fit(_ password: String) throws(AdditionRefused) -> String {
        guard !password.isEmpty, !password.contains(where: \.isNewline) else {
            throw AdditionRefused(
                password.isEmpty ? "there is no password" : "there is more than one line",
                hint: "give the password in one line")
        }
        return password
    }

    /// The answer given by an option, or else asked for. Enter repeats the former answer.
    private func answer<Value>(
        _ given: String?, _ question: String, option: String, former: String?,
        accept: (String) throws(AdditionRefused) -> Value
    ) throws -> Value {
        if let given { return try accept(given) }
        let shown = former.map { " [\($0)]" } ?? ""
        return try dialogue.ask(question + shown + ":", option: option) {
            text throws(AdditionRefused) in
            try accept(text.isEmpty ? former ?? "" : text)
        }
    }
}

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
        let fitting = MailParties.recipients
        guard fitting.contains(count) else {
            throw AdditionRefused(
                "\(count) recipients will not do: \(fitting.lowerBound) to \(fitting.upperBound) fit",
                hint: "make another destination for the others")
        }
        guard Set(map { $0.address.lowercased() }).count == count else {
            throw AdditionRefused("a recipient is there twice", hint: "give each address once")
        }
    }
}
