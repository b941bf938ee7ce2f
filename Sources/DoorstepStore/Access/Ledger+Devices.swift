import DoorstepCore
import GRDB

/// Paired devices, kept beside the ledger behind its one writer. They are no facts: what a screen may do is nothing
/// that happened in the shop.
extension Ledger {
    /// The paired devices with the hashes of their tokens.
    package func devices() throws -> [(token: [UInt8], device: Device)] {
        do {
            return try pool.read(DeviceTable.all)
        } catch {
            damage.note(error)
            throw error
        }
    }

    package func invite(_ pairing: Pairing, code: [UInt8]) async throws {
        try await writer.perform { context in
            try DeviceTable.invite(pairing, code: code, at: context.clock.now, context.db)
        }
    }

    /// The pairing that a code invites to; nil when the code is unknown, used or too old.
    package func pairing(_ code: [UInt8]) async throws -> Pairing? {
        let now = clock().now
        return try await read { try DeviceTable.pairing(code, at: now, $0) }
    }

    /// Makes the device that a code invites to, once.
    package func redeem(_ code: [UInt8], token: [UInt8]) async throws -> Device? {
        try await writer.perform { context in
            try DeviceTable.redeem(code, token: token, at: context.clock.now, context.db)
        }
    }

    /// Makes a device without a code, for a caller that is trusted.
    package func addDevice(
        _ role: DeviceRole, name: String, token: [UInt8]
    ) async throws -> Device {
        try await writer.perform { context in
            try DeviceTable.add(role, name: name, token: token, at: context.clock.now, context.db)
        }
    }

    package func noteSeen(_ id: DeviceID) async throws {
        try await writer.perform { context in
            try DeviceTable.noteSeen(id, at: context.clock.now, context.db)
        }
    }

    /// Ends the pairing of the device; false when there is no such device.
    package func revoke(_ id: DeviceID) async throws -> Bool {
        try await writer.perform { try DeviceTable.revoke(id, $0.db) }
    }
}
