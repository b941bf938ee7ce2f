import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Logging
import Synchronization

/// The register of paired devices: their roles by the hashes of their tokens, and the streams that each follows now.
package final class Devices: Sendable {
    private let ledger: Ledger
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        var byToken: [[UInt8]: Device] = [:]

        /// The closures that close the connections of a device's streams.
        var streams: [DeviceID: [Int: @Sendable () -> Void]] = [:]
        var nextStream = 0

        var wrongCodes = WrongCodes()
    }

    /// The interval at which a device's last request is recorded, so that an idle screen does not keep the disk busy.
    private static let notedEvery = Duration.seconds(86400)

    package init(
        _ ledger: Ledger, now: @escaping @Sendable () -> Timestamp, logger: Logger
    ) throws {
        self.ledger = ledger
        self.logger = logger
        self.now = now
        let known = try ledger.devices().map { ($0.token, $0.device) }
        state = Mutex(State(byToken: Dictionary(known) { _, last in last }))
    }
}

// MARK: Admission

extension Devices {
    /// Finds the device that shows one of `tokens` and may make a call for `roles`.
    ///
    /// Throws 401 when none of the tokens is known, 403 when no known token is of one of the roles.
    func admit(_ tokens: [AccessToken], roles: Set<DeviceRole>, path: String)
        async throws(ProblemBody)
        -> (device: Device, token: AccessToken)
    {
        let known = known(tokens)
        guard let found = known.first(where: { roles.contains($0.device.role) }) else {
            throw known.first.map { .wrongRole($0.device.role, roles, path: path) }
                ?? .notPaired(for: roles)
        }
        await note(found.device)
        return found
    }

    /// The devices of the known tokens among `tokens`. A browser may be paired as several.
    package func known(_ tokens: [AccessToken]) -> [(device: Device, token: AccessToken)] {
        tokens.compactMap { token in
            state.withLock { $0.byToken[token.hash] }.map { (device: $0, token: token) }
        }
    }

    private func note(_ device: Device) async {
        let now = now()
        if let last = device.lastSeenAt, now - last < Self.notedEvery { return }
        state.withLock { state in
            for (token, other) in state.byToken where other.id == device.id {
                state.byToken[token]?.lastSeenAt = now
            }
        }
        // The moment only informs people: a failure to record it, on a full disk say, must not stop a screen.
        try? await ledger.noteSeen(device.id)
    }

    /// Keeps `close` for `revoke` to call until the stream of `device` ends. The caller calls the returned closure at
    /// the stream's end. If the device was revoked since it asked, `close` is called at once.
    func follow(_ device: Device, close: @escaping @Sendable () -> Void) -> (@Sendable () -> Void) {
        let stream: Int? = state.withLock { state in
            guard state.byToken.values.contains(where: { $0.id == device.id }) else { return nil }
            state.nextStream += 1
            state.streams[device.id, default: [:]][state.nextStream] = close
            return state.nextStream
        }
        guard let stream else {
            close()
            return {}
        }
        return { [weak self] in
            self?.state.withLock { $0.streams[device.id]?[stream] = nil }
        }
    }
}

// MARK: Pairing

extension Devices {
    func invite(_ role: DeviceRole, name: String) async throws -> (code: AccessCode, Pairing) {
        let code = AccessCode.random()
        let pairing = Pairing(role: role, name: name, expiresAt: now() + Pairing.lifetime)
        try await ledger.invite(pairing, code: code.hash)
        return (code, pairing)
    }

    /// The pairing that a code invites to. Throws a problem when there is no such code.
    package func pairing(_ typed: String) async throws -> Pairing {
        guard let code = AccessCode(typed: typed), let pairing = try await ledger.pairing(code.hash)
        else { throw wrongCode() }
        return pairing
    }

    /// Makes the device that a code invites to. Only this answer contains the token.
    package func redeem(_ typed: String) async throws -> (Device, AccessToken) {
        // The code is read first, so that wrong guesses do not wait in line with facts to record.
        _ = try await pairing(typed)
        let token = AccessToken.random()
        guard let code = AccessCode(typed: typed),
            let device = try await ledger.redeem(code.hash, token: token.hash)
        else { throw ProblemBody.unknownCode }
        state.withLock { $0.byToken[token.hash] = device }
        return (device, token)
    }

    /// Makes the device of a program, with the token that the program has to show.
    func admitProgram(_ role: DeviceRole, name: String) async throws -> (Device, AccessToken) {
        let token = AccessToken.random()
        let device = try await ledger.addDevice(role, name: name, token: token.hash)
        state.withLock { $0.byToken[token.hash] = device }
        return (device, token)
    }

    private func wrongCode() -> ProblemBody {
        let now = now()
        let (isTooMany, toLog) = state.withLock { $0.wrongCodes.note(at: now) }
        if let toLog {
            logger.warning("many wrong pairing codes", metadata: ["wrong": "\(toLog)"])
        }
        return isTooMany ? .tooManyCodes : .unknownCode
    }

    /// The health check `pairing`, which fails while somebody guesses codes.
    var check: HealthBody.Check {
        let now = now()
        let run = state.withLock { $0.wrongCodes.guessing(at: now) }
        return HealthBody.Check(
            name: "pairing", ok: run == nil,
            detail: run.map {
                "\($0.count) wrong pairing codes since \($0.began), the last at \($0.last): none of them paired a device, "
                    + "and a right code is still accepted; see which program sends them:  ss -tnp"
            })
    }
}

// MARK: Listing and revoking

extension Devices {
    package var all: [DeviceBody] {
        state.withLock { state in
            state.byToken.values.sorted { $0.id.rawValue < $1.id.rawValue }.map {
                DeviceBody($0, connected: !(state.streams[$0.id] ?? [:]).isEmpty)
            }
        }
    }

    /// Revokes a device: its tokens are forgotten, and its streams end at once. False when there is no such device.
    ///
    /// Throws when the revocation cannot be recorded, on a full disk say; the device is cut off all the same, until the
    /// daemon starts again.
    package func revoke(_ id: DeviceID) async throws -> Bool {
        let written: Result<Bool, any Error>
        do { written = .success(try await ledger.revoke(id)) } catch { written = .failure(error) }
        let streams = state.withLock { state in
            state.byToken = state.byToken.filter { $0.value.id != id }
            return state.streams.removeValue(forKey: id) ?? [:]
        }
        for close in streams.values { close() }
        return try written.get()
    }
}
