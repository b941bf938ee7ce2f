import DoorstepCore
import DoorstepDelivery

/// What the configuration file says, checked whole: from here on a value.
package struct Configuration: Sendable {
    package let shop: Shop
    package let destinations: [Destination]
    package var server: ServerSettings

    /// Where the scripts of each language came from, for `check`: a path, or nil for the pack built in.
    package let scriptFiles: [String: String?]

    /// Where it was read, to read the scripts again; nil for one made by the program itself.
    package let file: String?

    package init(
        shop: Shop, destinations: [Destination] = [], server: ServerSettings,
        scriptFiles: [String: String?] = [:], file: String? = nil
    ) {
        self.shop = shop
        self.destinations = destinations
        self.server = server
        self.scriptFiles = scriptFiles
        self.file = file
    }

    /// Reads the file at `path` and everything that it points to. `environment` is asked for
    /// `CREDENTIALS_DIRECTORY` alone.
    package static func load(
        path: String, environment: [String: String]
    ) throws(ConfigurationRefused) -> (
        configuration: Configuration, warnings: [ConfigurationWarning]
    ) {
        let reading = ConfigurationReader.read(path: path, environment: environment)
        guard let configuration = reading.configuration else {
            throw ConfigurationRefused(mistakes: reading.mistakes)
        }
        return (configuration, reading.warnings)
    }

    /// Every key of the file, as `door.name`, in the order of the reference file.
    package static var knownKeys: [String] { ConfigurationReader.knownKeys }
}
