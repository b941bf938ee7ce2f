import DoorstepCore
import DoorstepDelivery

/// What the configuration file says, checked whole: from here on a value.
package struct Configuration: Sendable {
    package let shop: Shop

    /// Who is told, whether or not the ways to them were read.
    package let correspondents: [Correspondent]

    /// The ways to them; none in a recorder that sends nothing itself.
    package let destinations: [Destination]
    package var server: ServerSettings

    /// Where the scripts of each language came from, for `check`: a path, or nil for the pack built in.
    package let scriptFiles: [String: String?]

    /// Where it was read, to read the scripts again; nil for one made by the program itself.
    package let file: String?

    package init(
        shop: Shop, correspondents: [Correspondent] = [], destinations: [Destination] = [],
        server: ServerSettings,
        scriptFiles: [String: String?] = [:], file: String? = nil
    ) {
        self.shop = shop
        self.correspondents = correspondents
        self.destinations = destinations
        self.server = server
        self.scriptFiles = scriptFiles
        self.file = file
    }

    /// Reads the file at `path` and everything that it points to. `environment` is asked for
    /// `CREDENTIALS_DIRECTORY` alone. Without `opensWays` destinations' URLs and secrets stay closed: whether the keys
    /// are there is all that is looked at.
    package static func load(
        path: String, environment: [String: String], opensWays: Bool = true
    ) throws(ConfigurationRefused) -> (
        configuration: Configuration, warnings: [ConfigurationWarning]
    ) {
        let reading = ConfigurationReader.read(
            path: path, environment: environment, opensWays: opensWays)
        guard let configuration = reading.configuration else {
            throw ConfigurationRefused(mistakes: reading.mistakes)
        }
        return (configuration, reading.warnings)
    }

    /// Every key of the file, as `door.name`, in the order of the reference file.
    package static var knownKeys: [String] { ConfigurationReader.knownKeys }
}
