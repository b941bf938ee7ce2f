import DoorstepCore
import DoorstepStore
import Foundation
import Logging
import ServiceLifecycle

/// Tells the ledger when the daemon itself was not there to see the doors, so that a quiet hour and a dead
/// machine are never taken for one another.
///
/// A clean stop is a fact. After a crash or a power cut the last sign of life counts: the last fact, or the
/// time of a file in `/run` that is touched while the daemon runs (in memory on most systems, so that
/// nothing is written to the disk).
struct Presence: Service {
    let ledger: Ledger
    let doors: [Door]
    let clock: @Sendable () -> ClockReading
    let file: String
    let logger: Logger

    /// How long a restart may take without being called a gap.
    static let shortestGap = Duration.seconds(60)
    static let touchEvery = Duration.seconds(30)

    /// In the directory that systemd makes for the daemon alone; without systemd, beside the socket.
    static func file(beside socket: String, _ environment: [String: String]) -> String {
        environment["RUNTIME_DIRECTORY"].map { $0 + "/alive" } ?? socket + ".alive"
    }

    func run() async throws {
        var last = Sequence.zero
        var isAtRest = false
        while !Task.isShuttingDownGracefully {
            touch()
            let now = ledger.floor.sequence
            if now == last, !isAtRest {
                try? await ledger.rest()
                Memory.release()
            }
            isAtRest = now == last
            last = now
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.touchEvery) }
        }
    }

    /// Before the doors open: what was missed.
    func begin() async throws {
        let reading = clock()
        let down = Dictionary(
            ledger.floor.doors.map { ($0.door, $0.down) }, uniquingKeysWith: { first, _ in first })
        let isFirstStart = ledger.floor.sequence == .zero
        let lastSeen = isFirstStart ? nil : try await lastSignOfLife()
        for door in doors {
            if down[door.name].flatMap({ $0 }) != nil || isFirstStart {
                try await tell(.doorUp(door: door.name))
            } else if let lastSeen, reading.stamp.isTrusted,
                reading.now - lastSeen > Self.shortestGap
            {
                try await tell(.doorDown(door: door.name, reason: "not running"), at: lastSeen)
                try await tell(.doorUp(door: door.name))
                logger.warning(
                    "the doors were not observed",
                    metadata: ["door": "\(door.name)", "since": "\(lastSeen)"])
            }
        }
        touch()
    }

    /// After the last request: from here on nobody looks.
    func end() async {
        for door in ledger.floor.doors where door.down == nil {
            do {
                try await tell(.doorDown(door: door.door, reason: "stopped"))
            } catch {
                logger.warning("the stop was not recorded", metadata: ["error": "\(error)"])
            }
        }
    }

    private func tell(_ request: Command.Request, at: Timestamp? = nil) async throws {
        _ = try await ledger.submit(Command(request, at: at, source: "doorstepd"))
    }

    private func lastSignOfLife() async throws -> Timestamp? {
        let before = Sequence(ledger.floor.sequence.value - 1)
        let fact = try await ledger.facts(after: before, limit: 1).first?.recordedAt
        var info = stat()
        guard stat(file, &info) == 0 else { return fact }
        let touched = Timestamp(seconds: Int64(info.st_mtim.tv_sec))
        return fact.map { max($0, touched) } ?? touched
    }

    private func touch() {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else { return }
        futimens(descriptor, nil)
        close(descriptor)
    }
}
