import DoorstepDelivery
import DoorstepService

extension DestinationProfile {
    init(_ destination: Destination) {
        let correspondent = destination.correspondent
        self.init(
            name: correspondent.name, format: correspondent.format.rawValue,
            host: destination.place, periods: correspondent.periods,
            language: correspondent.language)
    }
}
