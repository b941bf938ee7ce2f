import DoorstepAPI
import DoorstepCore
import LocalHTTP
import Logging
import Synchronization

/// The reports on callers that were disconnected or kept waiting because connections ran out: a line in the journal, at
/// most one a minute for each socket, and the health check `connections`, which fails for ten minutes after the last.
package final class Crowding: CrowdObserver {
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let state = Mutex<[String: Crowd]>([:])

    /// The callers that were disconnected or kept waiting at one socket.
    private struct Crowd {
        var began: Timestamp
        var last: Timestamp
        var logged: Timestamp?

        /// The number of strangers' connections that were closed for others.
        var sentAway = 0

        /// The number of connections when no more were accepted; nil when that did not happen.
        var full: Int?

        /// Whether nothing happened for `lasts` before `now`. A clock that was set back counts as that too.
        func isOver(at now: Timestamp) -> Bool { now < last || now - last >= Crowding.lasts }
    }

    private static let logsEvery = Duration.seconds(60)
    private static let lasts = Duration.seconds(600)

    package init(now: @escaping @Sendable () -> Timestamp, logger: Logger) {
        self.now = now
        self.logger = logger
    }

    package func sentAway(from address: String) {
        guard let crowd = note(address, { $0.sentAway += 1 }) else { return }
        logger.warning(
            "too many connections of unpaired browsers: the one silent longest was closed",
            metadata: ["address": "\(address)", "closed": "\(crowd.sentAway)"])
    }

    package func full(_ address: String, connections: Int) {
        guard note(address, { $0.full = connections }) != nil else { return }
        logger.warning(
            "all connections are in use: new ones wait",
            metadata: ["address": "\(address)", "connections": "\(connections)"])
    }

    /// - Returns: The crowd to log; nil when the last line in the journal is less than a minute old.
    private func note(_ address: String, _ change: (inout Crowd) -> Void) -> Crowd? {
        let now = now()
        return state.withLock { crowds in
            var crowd = crowds[address] ?? Crowd(began: now, last: now)
            if crowd.isOver(at: now) { crowd = Crowd(began: now, last: now) }
            change(&crowd)
            crowd.last = now
            let isDue = crowd.logged.map { now < $0 || now - $0 >= Self.logsEvery } ?? true
            if isDue { crowd.logged = now }
            crowds[address] = crowd
            return isDue ? crowd : nil
        }
    }

    package var check: HealthBody.Check {
        let now = now()
        let crowds = state.withLock { crowds in
            crowds.filter { !$0.value.isOver(at: now) }
        }
        let sentences = crowds.sorted { $0.key < $1.key }.flatMap { address, crowd in
            [
                crowd.full.map {
                    "\(address): all \($0) connections in use, last at \(crowd.last); see who holds them:  ss -p | grep \(address)"
                },
                crowd.sentAway == 0
                    ? nil
                    : "\(address): \(crowd.sentAway) connections of browsers that are not paired were closed since \(crowd.began), "
                        + "to keep room for the paired ones; see which program makes them:  ss -tnp",
            ].compactMap(\.self)
        }
        return HealthBody.Check(
            name: "connections", ok: sentences.isEmpty,
            detail: sentences.isEmpty ? nil : sentences.joined(separator: "; "))
    }
}
