/// A browser that was paired with the daemon. It shows a token on each request; only the token's hash is kept.
package struct Device: Hashable, Sendable {
    package let id: DeviceID
    package let role: DeviceRole

    /// The device's name among people, 1 to 64 characters: a fact's `by`.
    package let name: String
    package let pairedAt: Timestamp

    /// The last request, to the day; nil before the first one.
    package var lastSeenAt: Timestamp?

    package init(
        id: DeviceID, role: DeviceRole, name: String, pairedAt: Timestamp,
        lastSeenAt: Timestamp? = nil
    ) {
        self.id = id
        self.role = role
        self.name = name
        self.pairedAt = pairedAt
        self.lastSeenAt = lastSeenAt
    }
}

/// A device's number, counted from 1 and never used twice.
package struct DeviceID: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    package var description: String { "\(rawValue)" }
}

/// An invitation to pair one device: the browser that shows its code before `expiresAt` becomes the device.
package struct Pairing: Hashable, Sendable {
    package let role: DeviceRole
    package let name: String
    package let expiresAt: Timestamp

    package init(role: DeviceRole, name: String, expiresAt: Timestamp) {
        self.role = role
        self.name = name
        self.expiresAt = expiresAt
    }

    /// The time for which a code is valid.
    package static let lifetime = Duration.seconds(600)
}
