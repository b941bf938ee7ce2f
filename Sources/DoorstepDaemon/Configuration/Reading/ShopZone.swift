import DoorstepCore
import Foundation

/// The shop's time zone, by its IANA name.
enum ShopZone {
    static let wanted = "an IANA time zone like \"Europe/Paris\""

    /// Nil for names that are not IANA's. Bare abbreviations and offsets are refused as well: `GMT+2` knows no
    /// summer time.
    static func named(_ name: String) -> TimeZone? {
        guard name.contains("/") || name == "UTC" else { return nil }
        return TimeZone.named(name)
    }

    /// The zone that was probably meant: close in spelling, or known by its city alone.
    static func suggestion(for name: String) -> String? {
        // No offset is worth suggesting, nor Etc/GMT+2, which lies west of Greenwich.
        let known = TimeZone.knownTimeZoneIdentifiers.sorted()
            .filter { $0.contains("/") && !$0.hasPrefix("Etc/") }
        let city = name.lowercased().replacing(" ", with: "_")
        let byCity = known.first { $0.lowercased().split(separator: "/").last == city[...] }
        return byCity ?? DoorstepDaemon.suggestion(for: name, among: known, limit: 3)
    }
}
