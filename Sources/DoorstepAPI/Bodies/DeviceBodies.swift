import DoorstepCore

/// `POST /v1/pairings`.
package struct PairingRequestBody: Hashable, Sendable, Codable {
    package var role: DeviceRole

    /// The screen's name among people; the role's name when left out.
    package var name: String?

    package init(role: DeviceRole, name: String? = nil) {
        self.role = role
        self.name = name
    }
}

/// An invitation: whoever opens `url` in a browser before `expiresAt` becomes that device. It is good once.
package struct PairingBody: Hashable, Sendable, Codable {
    package let role: DeviceRole
    package let name: String

    /// As it is typed: `K7QM2-X9DPT`. Letters that are mistaken for digits are not in it.
    package let code: String
    package let url: String
    package let expiresAt: Timestamp

    package init(role: DeviceRole, name: String, code: String, url: String, expiresAt: Timestamp) {
        self.role = role
        self.name = name
        self.code = code
        self.url = url
        self.expiresAt = expiresAt
    }
}

/// `POST /v1/devices`: a program asks for a token, and for what.
package struct TokenRequestBody: Hashable, Sendable, Codable {
    package var role: DeviceRole

    /// The program's name among people; the role's name when left out.
    package var name: String?

    package init(role: DeviceRole, name: String? = nil) {
        self.role = role
        self.name = name
    }
}

/// A program's token. It is told once: the daemon keeps its hash alone.
package struct TokenBody: Hashable, Sendable, Codable {
    package let id: Int64
    package let role: DeviceRole
    package let name: String

    /// Behind `Authorization: Bearer`.
    package let token: String

    /// The address of the page that may be asked for with the token.
    package let url: String

    package init(_ device: Device, token: String, url: String) {
        id = device.id.rawValue
        role = device.role
        name = device.name
        self.token = token
        self.url = url
    }
}

/// A paired screen, or a program with a token.
package struct DeviceBody: Hashable, Sendable, Codable {
    package let id: Int64
    package let role: DeviceRole
    package let name: String
    package let pairedAt: Timestamp

    /// The last request that it made, to the day.
    package let lastSeenAt: Timestamp?

    /// Whether it follows the stream now.
    package let connected: Bool

    package init(_ device: Device, connected: Bool) {
        id = device.id.rawValue
        role = device.role
        name = device.name
        pairedAt = device.pairedAt
        lastSeenAt = device.lastSeenAt
        self.connected = connected
    }
}

/// `GET /v1/devices`.
package struct DevicesBody: Hashable, Sendable, Codable {
    package let devices: [DeviceBody]

    package init(devices: [DeviceBody]) {
        self.devices = devices
    }
}
