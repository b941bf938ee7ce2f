import DoorstepConfiguration
import DoorstepDelivery
import DoorstepService

extension Configuration {
    /// The profiles of the destinations. The host is nil when only the courier's own process knows the way.
    var destinationProfiles: [DestinationProfile] {
        let places = Dictionary(
            destinations.map { ($0.name, $0.place) }, uniquingKeysWith: { first, _ in first })
        return correspondents.map { correspondent in
            DestinationProfile(
                name: correspondent.name, format: correspondent.format.rawValue,
                host: places[correspondent.name], periods: correspondent.periods,
                language: correspondent.language)
        }
    }
}
