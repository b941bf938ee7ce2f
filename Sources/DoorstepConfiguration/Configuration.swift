import DoorstepCore
import DoorstepDelivery

/// The contents of the configuration file, with all checks passed.
package struct Configuration: Sendable {
    package let shop: Shop

    /// The subscriptions of all destinations, whether or not their transports were read.
    package let subscriptions: [Subscription]

    /// The destinations with their transports; none in a recorder that sends nothing itself.
    package let destinations: [Destination]
    package var server: ServerSettings

    /// The source of each language's scripts, for `check`: a path, or nil for the built-in pack.
    package let scriptFiles: [String: String?]

    /// The path of the file, to read the scripts again; nil for a configuration made by the program itself.
    package let file: String?

    package init(
        shop: Shop, subscriptions: [Subscription] = [], destinations: [Destination] = [],
        server: ServerSettings,
        scriptFiles: [String: String?] = [:], file: String? = nil
    ) {
        self.shop = shop
        self.subscriptions = subscriptions
        self.destinations = destinations
        self.server = server
        self.scriptFiles = scriptFiles
        self.file = file
    }

    /// Reads the file at `path` and every file that it names. Of `environment` only `CREDENTIALS_DIRECTORY` is used.
    /// Without `readsSecrets` the URLs and secrets of destinations are not read, and only the presence of their keys is
    /// checked.
    package static func load(
        path: String, environment: [String: String], readsSecrets: Bool = true
    ) throws(ConfigurationRefused) -> (
        configuration: Configuration, warnings: [ConfigurationWarning]
    ) {
        let reading = ConfigurationReader.read(
            path: path, environment: environment, readsSecrets: readsSecrets)
        guard let configuration = reading.configuration else {
            throw ConfigurationRefused(mistakes: reading.mistakes)
        }
        return (configuration, reading.warnings)
    }

    /// Reads the packs and `[scripts]` of the file at `path` again, for a shop whose daemon runs. Nothing else of the
    /// file is read. The book is nil when there are mistakes.
    package static func readScripts(
        path: String, for shop: Shop
    ) -> (book: ScriptBook?, mistakes: [ConfigurationMistake]) {
        ConfigurationReader.readScripts(path: path, for: shop)
    }

    /// Every key of the file, as `door.name`, in the order of the reference file.
    package static var knownKeys: [String] { ConfigurationReader.knownKeys }
}
