import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Logging
import Synchronization

/// Who may ask over TCP: the paired screens, by the hashes of their tokens, and those that follow the stream now.
package final class Devices: Sendable {
    private let ledger: Ledger
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        var byToken: [[UInt8]: Device] = [:]

        /// What closes the connections of the streams that a device follows.
        var streams: [DeviceID: [Int: @Sendable () -> Void]] = [:]
        var nextStream = 0

        var wrongCodes = WrongCodes()
    }

    /// How often a device's last request is written down: an idle screen must not keep the disk busy.
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

// MARK: Asking

extension Devices {
    /// The device that may make a call that is for `roles`, by the tokens that it shows.
    ///
    /// Throws 401 when none of the tokens is known, 403 when none is of a role that may.
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

    /// What a browser is paired as.
    func known(_ tokens: [AccessToken]) -> [(device: Device, token: AccessToken)] {
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
        // What is only for people to look at must not keep a screen from its work, on a full disk say.
        try? await ledger.noteSeen(device.id)
    }

    /// Keeps `close` until the stream of `device` ends; `end` is to be called then. For a device that was revoked
    /// since it asked, it is called at once.
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

    /// What the code invites to. Throws a problem when it is none.
    func pairing(_ typed: String) async throws -> Pairing {
        guard let code = AccessCode(typed: typed), let pairing = try await ledger.pairing(code.hash)
        else { throw wrongCode() }
        return pairing
    }

    /// Makes the device. Its token is known to whoever gets the answer, and to nobody else.
    func redeem(_ typed: String) async throws -> (Device, AccessToken) {
        // Only read first: those who guess must not stand in line with those who record.
        _ = try await pairing(typed)
        let token = AccessToken.random()
        guard let code = AccessCode(typed: typed),
            let device = try await ledger.redeem(code.hash, token: token.hash)
        else { throw ProblemBody.unknownCode }
        state.withLock { $0.byToken[token.hash] = device }
        return (device, token)
    }

    /// Makes a program's device, and the token that it is to show.
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
            logger.warning("somebody guesses pairing codes", metadata: ["wrong": "\(toLog)"])
        }
        return isTooMany ? .tooManyCodes : .unknownCode
    }

    /// Whether somebody guesses codes.
    var check: HealthBody.Check {
        let now = now()
        let spell = state.withLock { $0.wrongCodes.guessing(at: now) }
        return HealthBody.Check(
            name: "pairing", ok: spell == nil,
            detail: spell.map {
                "\($0.count) wrong pairing codes since \($0.began), the last at \($0.last): they let nobody in, and a right "
                    + "code is taken all the same; see which program sends them:  ss -tnp"
            })
    }
}

// MARK: Looking after them

extension Devices {
    package var all: [DeviceBody] {
        state.withLock { state in
            state.byToken.values.sorted { $0.id.rawValue < $1.id.rawValue }.map {
                DeviceBody($0, connected: !(state.streams[$0.id] ?? [:]).isEmpty)
            }
        }
    }

    /// From now on the device is a stranger: its streams end at once. False when there is none.
    ///
    /// Throws when that cannot be written down, on a full disk say; the device is cut off all the same, until
    /// the daemon starts again.
    func revoke(_ id: DeviceID) async throws -> Bool {
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
