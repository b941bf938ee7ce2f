import DoorstepCore
import Foundation

extension WallClock {
    /// In a zone of the IANA list; nil for a name that is not on it.
    init?(zoneNamed name: String) {
        guard let zone = TimeZone.named(name) else { return nil }
        self.init(now: WallClock.local.now) { zone.secondsFromGMT(for: $0.date) }
    }
}
