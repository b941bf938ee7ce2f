import DoorstepDelivery
import DoorstepService

extension Configuration {
    /// What may be told of each destination; of one whose way another process knows, not where it is.
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
