import ArgumentParser
import DoorstepAPI
import DoorstepCore
import DoorstepWords

struct AddDestinationCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract:
            "Make a destination: ask for its settings, send a test, then write the configuration.",
        discussion: """
            Asks for a name, a format and a URL, or for a mail server, addresses and a login; says where each tool \
            shows its URL, and sends a test message. Only when that has arrived are the URL, a signing secret or a \
            password, whichever there is, written to files of mode 0600 in the directory credentials beside the \
            configuration, where nothing is ever overwritten, and a [[destination]] added at the end of the \
            configuration. Control-C leaves everything as it was.

            A webhook's URL is as secret as a password. Neither is shown while it is typed, and neither can be given \
            as an option. A script gives it in a file or on the standard input, and nothing is asked:

              doorstep destination add --name chat --format slack --url-file url.txt
              pass show slack | \\
                doorstep destination add --name chat --format slack --url-stdin
              doorstep destination add --name anne --format email \\
                --mail-server mail.example --password-file password.txt \\
                --from comptoir@shop.example --to anne@shop.example

            In /etc/doorstep URL, secret and password become credentials of systemd: before the configuration names \
            them, the courier's unit gets a drop-in with their LoadCredential= lines, and the command that makes it \
            take effect is printed. Formats: email, slack, teams, discord, googlechat, mattermost, ntfy, homeassistant, standard, \
            cloudevents.
            """)

    @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
    var config = "/etc/doorstep/doorstep.toml"

    @Option(help: "The destination's name, used in summaries and commands.")
    var name: String?

    @Option(help: "The format of its messages.")
    var format: String?

    @Option(help: ArgumentHelp("A file with the URL in it; the URL is copied.", valueName: "file"))
    var urlFile: String?

    @Flag(help: "Read the URL from the standard input.")
    var urlStdin = false

    @Option(
        help: ArgumentHelp(
            "A file with the signing secret (whsec_…) that the receiver has, for standard and cloudevents. Left out: "
                + "one is made, where the format needs it.", valueName: "file"))
    var secretFile: String?

    @Option(
        help: ArgumentHelp(
            "The language of its messages. Left out: the shop's first.", valueName: "language"))
    var language: ScreenLanguage?

    @Option(
        help: ArgumentHelp(
            "The summaries that it gets, as day,week,month. Left out: day.", valueName: "periods"),
        transform: readPeriods)
    var send: [SummaryPeriod.Kind]?

    @Flag(help: "Allow an http:// URL, which sends messages in clear text.")
    var allowHttp = false

    @OptionGroup(title: "For the format email")
    var mail: MailOptions

    @Flag(help: "Allow a receiver in a private network, or on this machine.")
    var allowPrivateAddress = false

    @Option(
        help: ArgumentHelp(
            "Certificates to trust for the receiver, a file in PEM form.", valueName: "file"))
    var caFile: String?

    @Flag(inversion: .prefixedNo, help: "Send a test message first.")
    var test = true

    @Flag(help: "Print the [[destination]] and leave the configuration alone; files are written.")
    var print = false

    @Flag(
        inversion: .prefixedNo,
        help:
            "Name URL, secret and password as credentials of systemd. Left out: in /etc/doorstep only."
    )
    var systemd: Bool?

    func validate() throws {
        if urlStdin, mail.passwordStdin {
            throw ValidationError(
                "--url-stdin is for a webhook, --password-stdin for a mailbox: give only one of them."
            )
        }
        if urlStdin, urlFile != nil {
            throw ValidationError("--url-file and --url-stdin exclude each other.")
        }
    }

    func run(in terminal: Terminal) throws {
        var wish = DestinationWish(config: config)
        wish.name = name
        wish.format = format
        wish.language = language
        wish.send = send
        wish.urlFile = urlFile
        wish.urlComesIn = urlStdin
        wish.secretFile = secretFile
        wish.allowHTTP = allowHttp
        mail.copy(to: &wish)
        wish.allowPrivateAddress = allowPrivateAddress
        wish.caFile = caFile
        wish.isTested = test
        wish.isPrinted = print
        wish.usesCredentials = systemd
        try terminal.replaceProcess(["add-destination", try JSONWriter.string(wish)])
    }
}

private func readPeriods(_ text: String) throws -> [SummaryPeriod.Kind] {
    let kinds = text.split(separator: ",").map {
        SummaryPeriod.Kind(rawValue: $0.filter { $0 != " " })
    }
    guard !kinds.isEmpty, kinds.allSatisfy({ $0 != nil }), Set(kinds).count == kinds.count else {
        throw ValidationError("Give some of day,week,month, each once.")
    }
    return kinds.compactMap(\.self)
}
