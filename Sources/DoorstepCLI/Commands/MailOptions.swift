import ArgumentParser
import DoorstepAPI

/// The options of `doorstep destination add` for a mailbox.
struct MailOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The provider's server for sending: smtps://HOST (TLS, port 465), smtp://HOST (STARTTLS, port 587), or a "
                + "host alone, which is taken for smtps.", valueName: "server"))
    var mailServer: String?

    @Option(
        help: ArgumentHelp("The sender, usually the address that logs in.", valueName: "address"))
    var from: String?

    @Option(
        help: ArgumentHelp("A recipient; once for each, up to 20.", valueName: "address"))
    var to: [String] = []

    @Option(help: "The login's user name; \"\" for no login. Left out: the sender's address.")
    var user: String?

    @Option(
        help: ArgumentHelp("A file with the password in it; it is copied.", valueName: "file"))
    var passwordFile: String?

    @Flag(help: "Read the password from the standard input.")
    var passwordStdin = false

    @Flag(help: "Allow smtp:// without TLS, in clear text and without a login.")
    var allowPlain = false

    func validate() throws {
        if passwordStdin, passwordFile != nil {
            throw ValidationError("--password-file and --password-stdin exclude each other.")
        }
    }

    func copy(to wish: inout DestinationWish) {
        wish.mailServer = mailServer
        wish.from = from
        wish.to = to.isEmpty ? nil : to
        wish.user = user
        wish.passwordFile = passwordFile
        wish.passwordComesIn = passwordStdin
        wish.allowPlain = allowPlain
    }
}
