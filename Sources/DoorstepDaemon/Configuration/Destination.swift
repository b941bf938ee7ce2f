/// A webhook that summaries are sent to, as configured.
package struct Destination: Hashable, Sendable {
    package let name: String
    package let format: Format
    package let url: DestinationURL

    /// Signing secrets as written in their file, `whsec_…`: 1 to 4, all of them sign while they are being rotated.
    package let secrets: [Secret]
    package let sends: Set<Period>
    package let allowsHTTP: Bool
    package let allowsPrivateAddress: Bool

    /// A file of certificates to trust instead of the system's; nil for the system's.
    package let authorityFile: String?

    package init(
        name: String, format: Format = .standard, url: DestinationURL, secrets: [Secret],
        sends: Set<Period> = [.day], allowsHTTP: Bool = false, allowsPrivateAddress: Bool = false,
        authorityFile: String? = nil
    ) {
        self.name = name
        self.format = format
        self.url = url
        self.secrets = secrets
        self.sends = sends
        self.allowsHTTP = allowsHTTP
        self.allowsPrivateAddress = allowsPrivateAddress
        self.authorityFile = authorityFile
    }

    /// The formats that are built; `known` holds the rest of DESIGN section 10.
    package enum Format: String, CaseIterable, Hashable, Sendable {
        case standard

        static let known = [
            "standard", "cloudevents", "slack", "teams", "discord", "mattermost", "googlechat",
            "ntfy", "homeassistant",
        ]
    }

    package enum Period: String, CaseIterable, Hashable, Sendable {
        case day, week, month
    }
}
