import DoorstepAPI
import DoorstepCore
import DoorstepStore
import DoorstepWords

/// A destination as the configuration describes it, as far as everybody who may ask the daemon may know it.
package struct DestinationProfile: Hashable, Sendable {
    package let name: String
    package let format: String

    /// `https://hooks.example/…`; nil where only the courier knows it.
    package let host: String?
    package let periods: Set<SummaryPeriod.Kind>
    package let language: ScreenLanguage

    package init(
        name: String, format: String, host: String?, periods: Set<SummaryPeriod.Kind>,
        language: ScreenLanguage
    ) {
        self.name = name
        self.format = format
        self.host = host
        self.periods = periods
        self.language = language
    }
}

extension DestinationBody {
    init(_ profile: DestinationProfile, _ status: DestinationStatus?) {
        self.init(
            name: profile.name, format: profile.format, host: profile.host,
            periods: SummaryPeriod.Kind.allCases.filter(profile.periods.contains),
            language: profile.language, switchedOff: status?.switchedOff,
            waiting: status?.waiting ?? 0, dead: status?.dead ?? 0,
            lastDeliveredAt: status?.lastDeliveredAt)
    }
}
