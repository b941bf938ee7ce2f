/// The step of a mail that a server's reply answers.
package enum MailStep: Hashable, Sendable {
    /// The EHLO, before anything is asked of the server.
    case introduction
    case starttls
    case login
    case sender
    case recipient(String)
    case message
}

/// One mail on its way, as seen from libcurl's callbacks: the bytes sent, and the server's replies to them.
///
/// The callbacks run on the thread that performs the transfer, one at a time.
final class MailExchange {
    /// The exchange that checks addresses, and whether the mail was cancelled.
    let connection: Exchange
    private let easy: EasyHandle
    private let connectBy: ContinuousClock.Instant
    private var rest: ArraySlice<UInt8>

    private(set) var step = MailStep.introduction
    /// The reply to the last command; nil while it is awaited.
    private(set) var reply: (code: Int, text: String)?
    private(set) var couldNotConnect = false
    private var lines: [String] = []
    private var isOver = false

    init(_ mail: TransferMail, easy: EasyHandle, cancellation: TransferCancellation?) {
        connection = Exchange(
            request: TransferRequest(
                url: mail.server,
                rules: TransferRules(allowPrivateAddress: mail.allowPrivateAddress)),
            reader: .collect(maximum: 0), cancellation: cancellation)
        self.easy = easy
        connectBy = ContinuousClock.now + mail.limits.connect
        rest = mail.message[...]
    }

    /// Copies the next piece of the message into the buffer; returns its length, 0 at the end.
    func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = rest.prefix(buffer.count)
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }

    /// Notes a command as it is sent. Other lines, the password among them, change nothing.
    func noteCommand(_ line: String) {
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

    /// Takes a line of a reply: `250-` where another follows, `250 ` in the last.
    func receiveReply(_ line: UnsafeRawBufferPointer) {
        // A reply to QUIT is no answer to the mail.
        guard !isOver else { return }
        // RFC 5321 allows 512 bytes (section 4.5.3.1.5). A longer line is not kept: cut through a password that it
        // repeats, it would hold a part that is not recognised as a secret.
        let text = String(decoding: line.count > 1024 ? line.prefix(4) : line[...], as: UTF8.self)
            .trimming()
        // More than 32 lines help no reader.
        if lines.count < 32 { lines.append(text) }
        guard let code = Int(text.prefix(3)), text.utf8.dropFirst(3).first != UInt8(ascii: "-")
        else { return }
        reply = (code, lines.joined(separator: "\n"))
        lines = []
    }

    /// Whether the transfer may go on; asked whenever data moves, and once a second otherwise.
    var mayGoOn: Bool {
        // All commands have been sent: a server that does not answer QUIT is not waited for.
        if isOver || connection.cancellation?.isCancelled == true { return false }
        // libcurl's own limit would include the login, for which servers take their time.
        couldNotConnect = !easy.hasConnected && ContinuousClock.now > connectBy
        return !couldNotConnect
    }
}
