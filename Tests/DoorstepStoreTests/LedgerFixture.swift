import DoorstepCore
import DoorstepStore
import Foundation
import Synchronization
import TestSupport

/// A ledger in a scratch directory, at half past ten on an ordinary Saturday, with the commits that its listeners got.
final class LedgerFixture: Sendable {
    let scratch: ScratchDirectory
    let clock: WallClock
    let shop: Shop
    let ledger: Ledger
    let commits: CommitLog
    let composed: ComposeLog

    /// Without `destinations` there is one program; a `scratch` directory may hold a ledger already.
    init(
        shop: Shop = .fixture(), scratch: ScratchDirectory? = nil,
        clock: WallClock = WallClock("2026-11-21T09:30:00Z"),
        destinations: [any LedgerDestination]? = nil, conditions: OpeningConditions = .fixture()
    ) throws {
        let scratch = try scratch ?? ScratchDirectory()
        let commits = CommitLog()
        let composed = ComposeLog()
        self.scratch = scratch
        self.clock = clock
        self.shop = shop
        self.commits = commits
        self.composed = composed
        ledger = try Ledger(
            in: StateDirectory(scratch.path + "/state"), shop: shop, clock: clock.read,
            destinations: destinations ?? [Manager(log: composed)], conditions: conditions,
            onCommit: { commits.add($0) })
    }

    var state: String { scratch.path + "/state" }
    var database: String { state + "/doorstep.sqlite" }

    /// The names in the state directory.
    var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: state).sorted() }
    }

    @discardableResult
    func record(_ request: Command.Request, at: Timestamp? = nil) async throws -> Recorded {
        let answer = try await ledger.submit(Command(request, at: at, source: "test"))
        guard case .recorded(let recorded?) = answer else {
            throw LedgerError.failed("nothing was recorded")
        }
        return recorded
    }

    @discardableResult
    func enter(_ people: Int = 1, at: Timestamp? = nil) async throws -> Sequence {
        try await record(.enter(door: nil, people: people), at: at).fact.sequence
    }

    @discardableResult
    func leave(_ people: Int = 1, at: Timestamp? = nil) async throws -> Sequence {
        try await record(.exit(door: nil, people: people), at: at).fact.sequence
    }
}

/// The commits, in order.
final class CommitLog: Sendable {
    private let log = Mutex<[Commit]>([])

    var commits: [Commit] { log.withLock { $0 } }

    func add(_ commit: Commit) { log.withLock { $0.append(commit) } }
}

/// A program that wants every summary, but for shut days.
private struct Manager: LedgerDestination {
    let log: ComposeLog
    let name = "manager"
    let isForPrograms = true
    let knowsRepeats = true

    func wants(_ fresh: NewSummary) -> Bool {
        log.add(fresh)
        return !fresh.isOfShutDay
    }

    func message(of content: MessageContent, id: DeliveryID) throws -> Message {
        Message(
            contentType: "application/json",
            headers: [Message.Header(name: "Title", value: id.rawValue)],
            body: try content.summaries.last.map(JSONWriter.bytes) ?? [])
    }
}

/// The summaries of which messages were asked for, in order.
final class ComposeLog: Sendable {
    private let log = Mutex<[NewSummary]>([])

    var all: [NewSummary] { log.withLock { $0 } }

    func add(_ fresh: NewSummary) { log.withLock { $0.append(fresh) } }
}

extension ImportRow {
    /// `number` makes its id.
    static func fixture(_ event: Event, at: Timestamp, number: UInt64) -> ImportRow {
        ImportRow(
            id: FactID(at: at, random: (number, number)), kind: event.kind, at: at, source: "test",
            by: nil, members: event.members)
    }
}

extension OpeningConditions {
    /// A second try comes at once.
    static func fixture(
        onStep: @escaping @Sendable (RestorationStep) throws -> Void = { _ in }
    ) -> OpeningConditions {
        var conditions = OpeningConditions()
        conditions.pause = { _ in }
        conditions.onStep = onStep
        return conditions
    }
}
