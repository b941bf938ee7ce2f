import Foundation
import FoundationInternationalization

extension TimeZone {
    /// The zone of that name on the IANA list; nil for a name that is not on it.
    package static func named(_ name: String) -> TimeZone? {
        guard let zone = TimeZone(identifier: name) else { return nil }
        // Foundation finds its zones through a hook in the file that holds `formatted()`. Nothing else
        // refers to that file, so a statically linked program is left without it and knows no zone but
        // GMT. This refers to it and never runs.
        if zone.secondsFromGMT() == .max { _ = 1.5.formatted() }
        return zone
    }
}
