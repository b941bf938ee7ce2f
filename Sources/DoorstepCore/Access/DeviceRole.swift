/// The purpose of a paired device, which decides the calls of the contract that it may make over TCP.
package enum DeviceRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// Staff answer prompts and record crossings on it.
    case counter

    /// It stands at the door, for visitors: a welcome, and four faces on the way out.
    case kiosk

    /// A manager reads summaries on it.
    case report

    /// A program reads the counters that watch over the daemon, and nothing of the shop's people.
    case metrics

    /// The roles that a browser is paired for, with a code.
    package static let screens: [DeviceRole] = [.counter, .kiosk, .report]
}
