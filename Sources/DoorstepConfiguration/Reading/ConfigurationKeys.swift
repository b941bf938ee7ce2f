/// The tables of the file.
enum RootKey: String, SectionKey {
    case shop, hours, door, quiet, reception, checklist, scripts, destination, server, log
}

enum ShopKey: String, SectionKey {
    case name, timeZone, hemisphere, languages, dayStartsAt, closeAfter
}

enum HoursKey: String, SectionKey {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
    case exception
}

enum ExceptionKey: String, SectionKey {
    case date, open, holiday
}

enum DoorKey: String, SectionKey {
    case name, silentAfter, staffOnly, madAbove, madAfter
}

enum QuietKey: String, SectionKey {
    case hours, weekdays, door, reason
}

enum ReceptionKey: String, SectionKey {
    case greetAfter, greetWithin, lapseAfter, farewellWithin, childrenWelcome, lookInAfter
}

enum ChecklistKey: String, SectionKey {
    case id, text, moment
}

enum ScriptsKey: String, SectionKey {
    case directory, register, staff
}

enum DestinationKey: String, SectionKey {
    case name, format, language, templateFile, contentType
    case url, urlFile, urlCredential, secretFile, secretCredential
    case from, to, user, passwordFile, passwordCredential
    case send, closedDays, allowHTTP, allowPlain, allowPrivateAddress, caFile
}

enum ServerKey: String, SectionKey {
    case socket, socketMode, listen, allowLAN, tls, address, stateDirectory, retention
}

enum LogKey: String, SectionKey {
    case level
}

extension ConfigurationReader {
    /// Every key that holds a value, by its path without numbers.
    static let knownKeys: [String] =
        RootKey.allCases.flatMap { table in
            switch table {
            case .shop: ShopKey.names.map { "shop.\($0)" }
            case .hours:
                HoursKey.allCases.filter { $0 != .exception }.map { "hours.\($0.rawValue)" }
                    + ExceptionKey.names.map { "hours.exception.\($0)" }
            case .door: DoorKey.names.map { "door.\($0)" }
            case .quiet: QuietKey.names.map { "quiet.\($0)" }
            case .reception: ReceptionKey.names.map { "reception.\($0)" }
            case .checklist: ChecklistKey.names.map { "checklist.\($0)" }
            case .scripts: ScriptsKey.names.map { "scripts.\($0)" }
            case .destination: DestinationKey.names.map { "destination.\($0)" }
            case .server: ServerKey.names.map { "server.\($0)" }
            case .log: LogKey.names.map { "log.\($0)" }
            }
        }
}
