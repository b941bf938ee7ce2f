import DoorstepAPI
import DoorstepDelivery

// Options that belong to another format.
extension DestinationAdding {
    func refuseStrangers(_ format: MessageFormat) throws(AdditionRefused) {
        let name = format.rawValue
        guard let stranger = strangers(to: format).first(where: \.isGiven) else { return }
        throw AdditionRefused(
            "\(stranger.option) does not go with \(name)\(stranger.reason)", hint: stranger.hint)
    }

    private struct Option {
        let option: String
        let isGiven: Bool
        var reason = ""
        let hint: String
    }

    private func strangers(to format: MessageFormat) -> [Option] {
        if format == .email {
            let url = "the server's address is no secret:  --mail-server"
            return [
                Option(option: "--url-file", isGiven: wish.urlFile != nil, hint: url),
                Option(option: "--url-stdin", isGiven: wish.urlComesIn, hint: url),
                Option(
                    option: "--secret-file", isGiven: wish.secretFile != nil,
                    reason: ", which has no signature",
                    hint: "the login's password:  --password-file"),
                Option(
                    option: "--allow-http", isGiven: wish.allowHTTP,
                    hint: "of a mail server that is  --allow-plain"),
            ]
        }
        let ofMail = [
            ("--mail-server", wish.mailServer != nil), ("--from", wish.from != nil),
            ("--to", wish.to != nil), ("--user", wish.user != nil),
            ("--password-file", wish.passwordFile != nil),
            ("--password-stdin", wish.passwordComesIn), ("--allow-plain", wish.allowPlain),
        ]
        return ofMail.map { Option(option: $0, isGiven: $1, hint: "it belongs to  --format email") }
            + [
                Option(
                    option: "--secret-file", isGiven: wish.secretFile != nil && !format.isSigned,
                    reason: ", which checks no signature", hint: "its URL is its secret")
            ]
    }
}
