import DoorstepCore
import DoorstepStore
import Foundation
import Synchronization
import TestSupport

@testable import DoorstepService

/// A daemon that is started, beats, and is killed as often as a test likes: the ledger on a real database, the clockwork,
/// and what the sign of life would say.
final class WatchedShop {
    static let beat = Duration.seconds(60)

    let machine: MachineClock
    private let scratch: ScratchDirectory
    private(set) var shop: Shop
    private var running: Ledger?

    /// What the file says; a reboot takes it away.
    private var sign: ClockReading?

    init(_ shop: Shop = .fixture(), _ machine: MachineClock) throws {
        self.shop = shop
        self.machine = machine
        scratch = try ScratchDirectory()
    }

    var ledger: Ledger {
        get throws {
            guard let running else { throw LedgerError.closed }
            return running
        }
    }

    /// The clockwork does what is due before the first beat, as it may in a daemon.
    func start(_ other: Shop? = nil) async throws {
        shop = other ?? shop
        let ledger = try Ledger(
            in: StateDirectory(scratch.path + "/state"), shop: shop, clock: machine.read,
            destinations: [], onCommit: { _ in })
        ledger.keepPresence(
            since: try ledger.signsOfLife() + [sign].compactMap(\.self), beat: Self.beat)
        running = ledger
        try await catchUp()
        try await beats()
    }

    /// What is due now is done.
    func catchUp() async throws {
        let alarm = Alarm()
        let waits = HandClock()
        let clockwork = Clockwork(
            ledger: try ledger,
            doorWatch: DoorWatch(doors: [], began: machine.read().now, alarm: alarm),
            alarm: alarm, now: { [machine] in machine.read().now }, clock: waits, logger: .silent)
        let run = Task { try await clockwork.run() }
        _ = await waits.nextWait()
        run.cancel()
        try await run.value
    }

    /// A beat now.
    func beats() async throws {
        let reading = machine.read()
        try await ledger.probe()
        sign = reading
    }

    func works(for duration: Duration) async throws {
        let end = machine.time + duration
        while machine.time + Self.beat <= end {
            machine.advance(Self.beat)
            try await beats()
        }
        machine.advance(to: end)
    }

    /// No fact is left of it: SIGKILL.
    func killed() throws {
        try ledger.close()
        running = nil
    }

    func powerCut(hasClock: Bool = true, for duration: Duration) throws {
        try killed()
        sign = nil
        machine.advance(duration)
        machine.reboot(hasClock: hasClock)
    }

    /// A clean end.
    func stops() async throws {
        try await ledger.recordStop()
        try killed()
    }

    /// The gaps of the ledger, by their facts: `front 10:00:00 not running`, `front up 11:00:00`.
    func told() async throws -> [String] {
        try await ledger.facts(after: .zero, limit: 10_000).compactMap { fact in
            let time = fact.at.description.dropFirst(5).prefix(14)
            return switch fact.event {
            case .doorDown(let door, let reason): "\(time) \(door) \(reason)"
            case .doorUp(let door): "\(time) \(door) up"
            case .dayClosed(let date): "\(date) closed"
            case .lapse: "lapse"
            default: nil
            }
        }
    }

    func summary(_ date: String) async throws -> Summary {
        guard let date = LocalDate(date) else { throw LedgerError.closed }
        return try await ledger.summary(of: date)
    }
}
