import DoorstepCore
import Foundation
import GRDB

/// Paired devices, and invitations to become one. `token` and `code` are SHA-256 hashes, 32 bytes.
enum DeviceTable {
    static func all(_ db: Database) throws -> [(token: [UInt8], device: Device)] {
        try Row.fetchAll(
            db, sql: "SELECT token, id, role, name, pairedAt, lastSeenAt FROM device ORDER BY id"
        ).compactMap { row in
            let token: Data = row[0]
            guard let role = DeviceRole(rawValue: row[2]) else { return nil }
            return (
                Array(token),
                Device(
                    id: DeviceID(rawValue: row[1]), role: role, name: row[3],
                    pairedAt: Timestamp(milliseconds: row[4]),
                    lastSeenAt: (row[5] as Int64?).map { Timestamp(milliseconds: $0) })
            )
        }
    }

    static func invite(_ pairing: Pairing, code: [UInt8], at now: Timestamp, _ db: Database) throws
    {
        try db.execute(
            sql: "DELETE FROM pairing WHERE expiresAt <= ?", arguments: [now.milliseconds])
        try db.execute(
            sql: "INSERT INTO pairing (code, role, name, expiresAt) VALUES (?, ?, ?, ?)",
            arguments: [
                Data(code), pairing.role.rawValue, pairing.name, pairing.expiresAt.milliseconds,
            ])
    }

    static func pairing(_ code: [UInt8], at now: Timestamp, _ db: Database) throws -> Pairing? {
        let row = try Row.fetchOne(
            db, sql: "SELECT role, name, expiresAt FROM pairing WHERE code = ? AND expiresAt > ?",
            arguments: [Data(code), now.milliseconds])
        guard let row, let role = DeviceRole(rawValue: row[0]) else { return nil }
        return Pairing(role: role, name: row[1], expiresAt: Timestamp(milliseconds: row[2]))
    }

    /// Makes the device that the code invites to, and deletes the code. Nil when the code is unknown or too old.
    static func redeem(
        _ code: [UInt8], token: [UInt8], at now: Timestamp, _ db: Database
    ) throws -> Device? {
        guard let pairing = try pairing(code, at: now, db) else { return nil }
        try db.execute(sql: "DELETE FROM pairing WHERE code = ?", arguments: [Data(code)])
        return try add(pairing.role, name: pairing.name, token: token, at: now, db)
    }

    static func add(
        _ role: DeviceRole, name: String, token: [UInt8], at now: Timestamp, _ db: Database
    ) throws -> Device {
        try db.execute(
            sql: "INSERT INTO device (role, name, token, pairedAt) VALUES (?, ?, ?, ?)",
            arguments: [role.rawValue, name, Data(token), now.milliseconds])
        return Device(
            id: DeviceID(rawValue: db.lastInsertedRowID), role: role, name: name, pairedAt: now)
    }

    static func noteSeen(_ id: DeviceID, at now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: "UPDATE device SET lastSeenAt = ? WHERE id = ?",
            arguments: [now.milliseconds, id.rawValue])
    }

    /// Deletes the device; false when there is none.
    static func revoke(_ id: DeviceID, _ db: Database) throws -> Bool {
        try db.execute(sql: "DELETE FROM device WHERE id = ?", arguments: [id.rawValue])
        return db.changesCount > 0
    }
}
