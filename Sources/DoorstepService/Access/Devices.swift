import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Synchronization

/// Who may ask over TCP: the paired screens, by the hashes of their tokens, and those that follow the stream now.
package final class Devices: Sendable {
    private let ledger: Ledger
    private let now: @Sendable () -> Timestamp
    private let state: Mutex<State>

    private struct State {
        var byToken: [[UInt8]: Device] = [:]

        /// What closes the connections of the streams that a device follows.
        var streams: [DeviceID: [Int: @Sendable () -> Void]] = [:]
        var nextStream = 0

        /// Of the last minute, oldest first.
        var wrongCodes: [Timestamp] = []
    }

    /// Guesses at a code that are let through in a minute, of all callers together.
    static let mostWrongCodes = 10

    /// How often a device's last request is written down: an idle screen must not keep the disk busy.
    private static let notedEvery = Duration.seconds(86400)

    package init(_ ledger: Ledger, now: @escaping @Sendable () -> Timestamp) throws {
        self.ledger = ledger
        self.now = now
        let known = try ledger.devices().map { ($0.token, $0.device) }
        state = Mutex(State(byToken: Dictionary(known) { _, last in last }))
    }
}

// MARK: Asking

extension Devices {
    /// The device that may make a call that is for `roles`, by the cookies that it shows.
    ///
    /// Throws 401 when none of the tokens is known, 403 when none is of a role that may.
    func admit(cookies: String?, roles: Set<DeviceRole>, path: String) async throws(ProblemBody)
        -> (device: Device, token: AccessToken)
    {
        let known = AccessToken.all(inCookies: cookies).compactMap { token in
            state.withLock { $0.byToken[token.hash] }.map { (device: $0, token: token) }
        }
        guard let found = known.first(where: { roles.contains($0.device.role) }) else {
            throw known.first.map { .wrongRole($0.device.role, path: path) } ?? .notPaired
        }
        await note(found.device)
        return found
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

    /// Keeps `close` until the stream of `device` ends; `end` is to be called then.
    func follow(_ device: Device, close: @escaping @Sendable () -> Void) -> (@Sendable () -> Void) {
        let stream = state.withLock { state in
            state.nextStream += 1
            state.streams[device.id, default: [:]][state.nextStream] = close
            return state.nextStream
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

    /// What the code invites to. Throws a problem when it is none, or when too many were wrong.
    func pairing(_ typed: String) async throws -> Pairing {
        try checkGuesses()
        guard let code = AccessCode(typed: typed), let pairing = try await ledger.pairing(code.hash)
        else { throw wrongCode() }
        return pairing
    }

    /// Makes the device. Its token is known to whoever gets the answer, and to nobody else.
    func redeem(_ typed: String) async throws -> (Device, AccessToken) {
        try checkGuesses()
        let token = AccessToken.random()
        guard let code = AccessCode(typed: typed),
            let device = try await ledger.redeem(code.hash, token: token.hash)
        else { throw wrongCode() }
        state.withLock { $0.byToken[token.hash] = device }
        return (device, token)
    }

    private func checkGuesses() throws(ProblemBody) {
        let since = now() - .seconds(60)
        let guesses = state.withLock { state in
            state.wrongCodes.removeAll { $0 <= since }
            return state.wrongCodes.count
        }
        if guesses >= Self.mostWrongCodes { throw .tooManyCodes }
    }

    private func wrongCode() -> ProblemBody {
        let now = now()
        state.withLock { $0.wrongCodes.append(now) }
        return .unknownCode
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
    func revoke(_ id: DeviceID) async throws -> Bool {
        guard try await ledger.revoke(id) else { return false }
        let streams = state.withLock { state in
            state.byToken = state.byToken.filter { $0.value.id != id }
            return state.streams.removeValue(forKey: id) ?? [:]
        }
        for close in streams.values { close() }
        return true
    }
}
