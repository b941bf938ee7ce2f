import DoorstepCore
import DoorstepWords

/// The options of `doorstep destination add`, as they are handed on to `doorstepd`, which knows the formats and reads
/// the configuration. They travel as an argument, which everybody on the machine can read: no webhook's URL, no secret
/// and no password is among them, only the places where these are.
package struct DestinationWish: Hashable, Sendable, Codable {
    /// The configuration's path.
    package var config: String

    /// A member that is nil is asked for, where somebody is there to ask, or has the configuration's default.
    package var name: String?
    package var format: String?
    package var language: ScreenLanguage?
    package var send: [SummaryPeriod.Kind]?

    /// A file with the URL in it.
    package var urlFile: String?

    /// The URL is on the standard input.
    package var urlComesIn = false
    package var secretFile: String?
    package var allowHTTP = false

    /// Of a mailbox: the server's URL, or its host alone.
    package var mailServer: String?
    package var from: String?
    package var to: [String]?

    /// Empty where the server wants no login.
    package var user: String?
    package var passwordFile: String?

    /// The password is on the standard input.
    package var passwordComesIn = false
    package var allowPlain = false
    package var allowPrivateAddress = false
    package var caFile: String?

    /// Whether a test message must arrive before anything is written.
    package var isTested = true

    /// The stanza is printed, the configuration left as it is.
    package var isPrinted = false

    /// URL, secret and password are named as credentials that systemd hands out, or as files; nil where the
    /// configuration's place says which.
    package var usesCredentials: Bool?

    package init(config: String) { self.config = config }
}
