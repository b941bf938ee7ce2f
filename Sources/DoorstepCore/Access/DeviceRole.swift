/// What a paired screen is for. It decides which calls of the contract it may make over TCP.
package enum DeviceRole: String, Hashable, Sendable, Codable, CaseIterable {
    /// Staff answer prompts and record crossings on it.
    case counter

    /// It stands at the door, for visitors: a welcome, and four faces on the way out.
    case kiosk

    /// A manager reads summaries on it.
    case report
}
