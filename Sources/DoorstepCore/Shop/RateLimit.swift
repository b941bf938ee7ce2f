/// The limit of the rate at which a door may report crossings, counted over a time.
package struct RateLimit: Hashable, Sendable {
    /// The most crossings a minute; a party counts once.
    package let perMinute: Int
    package let during: Duration

    package init(perMinute: Int, during: Duration) {
        self.perMinute = perMinute
        self.during = during
    }

    /// The limit of a door without a setting. A crossing a second is more than people make at one door: a school class
    /// is one party, and a crowd that pushes through a wide door does not do so for two minutes.
    package static let standard = RateLimit(perMinute: 60, during: .seconds(120))

    /// The most crossings within `during` that are not too many.
    var most: Int { max(1, Int(Int64(perMinute) * during.milliseconds / 60_000)) }
}
