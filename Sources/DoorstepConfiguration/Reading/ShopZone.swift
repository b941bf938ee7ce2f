import DoorstepCore
import MachineZones

/// The shop's time zone, by its IANA name.
enum ShopZone {
    static let wanted = "an IANA time zone like \"Europe/Paris\""

    /// The rules of a zone by its IANA name. Bare abbreviations and offsets are unknown, since `GMT+2` knows no summer
    /// time. So are tzdata's folders `posix/` and `right/`, which hold the same zones again.
    static func rules(
        _ name: String, in zones: ZoneDirectory
    ) throws(ZoneError) -> ZoneRules {
        guard name == "UTC" || name.contains("/"),
            !["posix/", "right/"].contains(where: name.hasPrefix)
        else { throw .unknown(name: name) }
        return try zones.rules(name)
    }

    /// Whether the machine is to blame and not the configuration.
    static func isPassing(_ error: ZoneError) -> Bool {
        if case .unreadable(_, let code) = error {
            SmallFile.ReadError.because(code).isPassing
        } else {
            false
        }
    }

    /// The value wanted instead, and a hint on the remedy.
    static func remedy(
        for error: ZoneError, in zones: ZoneDirectory
    ) -> (wanted: String, hint: String?) {
        switch error {
        case .unknown(let name):
            (wanted, likelyZone(for: name, in: zones).map { "did you mean \"\($0)\"?" })
        case .notInstalled: (wanted, error.hint)
        case .noZones: ("the zone rules of the package tzdata", error.hint)
        case .unreadable, .broken: ("a file of the package tzdata", error.hint)
        }
    }

    /// The zone that was probably meant: close in spelling, or known by its city alone.
    private static func likelyZone(for name: String, in zones: ZoneDirectory) -> String? {
        // No offset is suggested, nor Etc/GMT+2, which despite its sign lies west of Greenwich.
        let known = zones.names.filter { $0.contains("/") && !$0.hasPrefix("Etc/") }
        let city = name.lowercased().replacing(" ", with: "_")
        let byCity = known.first { $0.lowercased().split(separator: "/").last == city[...] }
        return byCity ?? suggestion(for: name, among: known, limit: 3)
    }
}
