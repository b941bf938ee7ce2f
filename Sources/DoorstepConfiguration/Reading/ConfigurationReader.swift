import DoorstepCore
import MachineZones

/// The reader of a configuration file. It reads to the end and notes every mistake.
///
/// Each part of the file has an extension, which takes a section and gives a value. The default stands in for a missing
/// or wrong key, so that later parts are still checked.
struct ConfigurationReader {
    let findings: Findings
    let root: Section<RootKey>

    /// The directory that relative paths start from: the file's own.
    let directory: String

    /// systemd's directory of credentials; nil when the unit gives none.
    let credentials: String?

    /// Whether a credential that cannot be read is only a warning: systemd hands out none when `doorstepd check` is
    /// typed by hand.
    let forgivesCredentials: Bool

    /// Whether destinations' URLs and secrets are read; a recorder without a courier does not need them.
    let readsSecrets: Bool

    /// The directory from which the rules of the shop's zone are read.
    let zones: ZoneDirectory

    struct Reading {
        var configuration: Configuration?
        var mistakes: [ConfigurationMistake] = []
        var warnings: [ConfigurationWarning] = []

        /// The names of destinations left out because their credentials could not be read.
        var unseenDestinations: [String] = []
    }

    static func read(
        path: String, environment: [String: String], forgivesCredentials: Bool = false,
        readsSecrets: Bool = true, zones: ZoneDirectory = .machine
    ) -> Reading {
        switch open(
            path: path, environment: environment, forgivesCredentials: forgivesCredentials,
            readsSecrets: readsSecrets, zones: zones)
        {
        case .failure(let mistake): Reading(mistakes: [mistake])
        case .success(let reader): reader.read()
        }
    }

    /// A reader for the file at `path`; a mistake when the file cannot be read or is not TOML.
    static func open(
        path: String, environment: [String: String], forgivesCredentials: Bool,
        readsSecrets: Bool = true, zones: ZoneDirectory = .machine
    ) -> Result<ConfigurationReader, ConfigurationMistake> {
        let file: SmallFile
        let content: TOMLItem
        do {
            file = try SmallFile(path: path)
        } catch {
            return .failure(
                ConfigurationMistake(
                    file: path, line: error.line, found: error.reason,
                    wanted: "a configuration file that can be read", isPassing: error.isPassing))
        }
        do {
            content = try TOMLItem.parse(file.text)
        } catch {
            return .failure(ConfigurationMistake(error, file: path))
        }
        let findings = Findings(file: path, root: content)
        let root = Section<RootKey>(
            content.items, at: .root, findings: findings,
            explaining: { key in
                Self.knownKeys.first { $0.hasSuffix("." + key) }.map {
                    "\(key) belongs in [\($0.dropLast(key.count + 1))]"
                }
            })
        return .success(
            ConfigurationReader(
                findings: findings, root: root, directory: FilePath.directory(of: path),
                credentials: environment["CREDENTIALS_DIRECTORY"].flatMap {
                    $0.isEmpty ? nil : $0
                },
                forgivesCredentials: forgivesCredentials, readsSecrets: readsSecrets,
                zones: zones))
    }

    private func read() -> Reading {
        let shop = root.section(.shop, of: ShopKey.self)
        let server = root.section(.server, of: ServerKey.self)
        let languages = languages(shop)
        let name = name(shop)
        let hemisphere: Hemisphere = shop.choice(.hemisphere) ?? .north
        let settings = serverSettings(server)
        let destinations = destinations(languages: languages, pages: settings.address)
        // Read in the order of the file, so that mistakes without a line are listed in that order.
        let calendar = calendar(shop)
        let doors = doors()
        let reception = reception()
        let scripts = scripts(
            for: languages, hemisphere: hemisphere, hasLookIns: reception.lookInAfter != nil)
        let result = Configuration(
            shop: Shop(
                name: name, languages: languages, calendar: calendar, doors: doors,
                reception: reception, scripts: scripts.book(shop: name),
                hemisphere: hemisphere, retention: retention(server),
                quiet: quiet(doors: doors), checklist: checklist(languages: languages)),
            subscriptions: destinations.subscriptions, destinations: destinations.read,
            server: settings,
            scriptFiles: scripts.files, file: findings.file)
        let mistakes = findings.mistakes + scripts.mistakes
        return Reading(
            configuration: mistakes.isEmpty ? result : nil, mistakes: mistakes,
            warnings: findings.warnings, unseenDestinations: destinations.unseen)
    }

    func path(_ text: String) -> String { FilePath.resolve(text, from: directory) }
}

extension ConfigurationMistake {
    /// A text that TOML's parser refused.
    init(_ mistake: TOMLSyntaxMistake, file: String) {
        self.init(
            file: file, line: mistake.position.line, column: mistake.position.column,
            found: "text that is not TOML", wanted: "valid TOML", hint: mistake.reason)
    }
}
