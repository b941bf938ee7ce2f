import DoorstepConfiguration
import DoorstepDelivery
import DoorstepService

extension Configuration {
    /// The profiles of the destinations. The host is nil when only the courier's own process reads the transport.
    var destinationProfiles: [DestinationProfile] {
        let places = Dictionary(
            destinations.map { ($0.name, $0.place) }, uniquingKeysWith: { first, _ in first })
        return subscriptions.map { subscription in
            DestinationProfile(
                name: subscription.name, format: subscription.format.rawValue,
                host: places[subscription.name], periods: subscription.periods,
                language: subscription.language)
        }
    }
}
