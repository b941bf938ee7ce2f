/// What of a mail a server's reply is about.
package enum MailStep: Hashable, Sendable {
    /// Who we are, before anything is asked of it.
    case greeting
    case starttls
    case login
    case sender
    case recipient(String)
    case message
}

/// One mail on its way, as seen from libcurl's callbacks: what is sent, and what the server says to it.
///
/// The callbacks run on the thread that performs the transfer, one at a time.
final class MailExchange {
    /// Which addresses may be connected to, and whether anybody still wants it.
    let passage: Exchange
    private let easy: EasyHandle
    private let connectBy: ContinuousClock.Instant
    private var rest: ArraySlice<UInt8>

    private(set) var step = MailStep.greeting
    /// To the last thing said; nil while it is awaited.
    private(set) var reply: (code: Int, text: String)?
    private(set) var couldNotConnect = false

    /// Whether the message was sent to its end, and nothing has been said to it.
    private(set) var isUnanswered = false
    private var lines: [String] = []
    private var isOver = false

    init(_ mail: TransferMail, easy: EasyHandle, cancellation: TransferCancellation?) {
        passage = Exchange(
            request: TransferRequest(
                url: mail.server,
                rules: TransferRules(allowPrivateAddress: mail.allowPrivateAddress)),
            reader: .collect(maximum: 0), cancellation: cancellation)
        self.easy = easy
        connectBy = ContinuousClock.now + mail.limits.connect
        rest = mail.message[...]
    }

    /// The next piece of the message.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = rest.prefix(buffer.count)
        // After this only the dot that ends it is sent.
        isUnanswered = piece.isEmpty
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }

    /// A command as it is sent. Lines that are none, the password among them, change nothing.
    func say(_ line: String) {
        let words = line.split(whereSeparator: { " \r\n".contains($0) })
        switch words.first {
        case "QUIT": isOver = true
        case "STARTTLS": step = .starttls
        case "AUTH": step = .login
        case "MAIL": step = .sender
        case "RCPT":
            let address = line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
            step = .recipient(String(address))
        case "DATA": step = .message
        default: break
        }
        if !isOver { reply = nil }
    }

    /// A line of a reply: `250-` where another follows, `250 ` in the last.
    func hear(_ line: UnsafeRawBufferPointer) {
        // What it says to QUIT is no answer to the mail.
        guard !isOver else { return }
        // RFC 5321 has 512 bytes at most (section 4.5.3.1.5). A longer one is not kept: cut through a password that it
        // repeats, it could not be told to be one.
        let text = String(decoding: line.count > 1024 ? line.prefix(4) : line[...], as: UTF8.self)
            .trimming()
        // Nobody reads more of them.
        if lines.count < 32 { lines.append(text) }
        guard let code = Int(text.prefix(3)), text.utf8.dropFirst(3).first != UInt8(ascii: "-")
        else { return }
        reply = (code, lines.joined(separator: "\n"))
        isUnanswered = false
        lines = []
    }

    /// Asked whenever something moves, and once a second when nothing does.
    var mayGoOn: Bool {
        // Everything has been said: a server that does not say goodbye is not waited for.
        if isOver || passage.cancellation?.isCancelled == true { return false }
        // libcurl's own limit would count the login in, for which servers take their time.
        couldNotConnect = !easy.hasConnected && ContinuousClock.now > connectBy
        return !couldNotConnect
    }
}
