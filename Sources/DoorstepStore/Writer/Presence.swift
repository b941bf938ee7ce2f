import DoorstepCore
import GRDB

/// The writer's knowledge of its own presence: the last signs of life, and whether anything was committed since the
/// start.
///
/// A batch that comes after an absence begins with the facts that tell of it, in the same transaction. So no prompt
/// lapses and no day is closed before the absence is recorded, and nothing that a start does counts as a sign of life.
struct Presence {
    /// The last signs of life: before the first commit those of the run before, none in a new ledger; then that of the
    /// last commit.
    private(set) var signs: [ClockReading]

    /// The longest time between two signs of life of a running daemon.
    let beat: Duration
    private(set) var hasBegun = false

    init(since signs: [ClockReading], beat: Duration) {
        self.signs = signs
        self.beat = beat
    }

    /// The absence that ends at `now`; nil when there was none. At a start, more than a beat since the last sign
    /// counts. While the daemon runs, more than two beats do, since a beat may pass between two signs. So no more than
    /// a beat is recorded wrongly.
    func absence(at now: ClockReading) -> Absence? {
        Absence(since: signs, now: now, longerThan: hasBegun ? beat * 2 : beat)
    }

    mutating func committed(at reading: ClockReading) {
        signs = [reading]
        hasBegun = true
    }
}

extension WriteContext {
    /// Records an absence, if there was one; at a start also that the doors are observed from now on.
    /// - Returns: the absence that was recorded.
    func note(_ presence: Presence) throws -> Absence? {
        let absence = presence.absence(at: clock)
        guard absence != nil || !presence.hasBegun else { return nil }
        var isRecorded = false
        for door in floor.shop.doors {
            let reason = try GapTable.open(door.name, db)?.down.reason
            guard try presence.hasBegun || GapTable.isKnown(door.name, db) else {
                // A new door was not observed before, which is no gap.
                try tell(.doorUp(door: door.name))
                continue
            }
            if let reason {
                // A sensor that fell silent is silent until it is heard of.
                let mayBeHeard =
                    reason == GapReason.silent.rawValue && door.silentAfter != nil
                if !presence.hasBegun, !mayBeHeard { try tell(.doorUp(door: door.name)) }
                continue
            }
            guard let absence else { continue }
            let why: GapReason = presence.hasBegun ? .notAnswering : .notRunning
            try tell(.doorDown(door: door.name, reason: why.rawValue), at: absence.began)
            try tell(.doorUp(door: door.name))
            isRecorded = true
        }
        return isRecorded ? absence : nil
    }

    private func tell(_ request: Command.Request, at: Timestamp? = nil) throws {
        _ = try carryOut(Command(request, at: at, source: "doorstepd"))
    }
}

extension Ledger {
    /// The signs of life that are in the facts: the last fact, and the last that a right clock has dated.
    package func signsOfLife() throws -> [ClockReading] {
        try pool.read { db in
            try ["TRUE", "isTrusted"].flatMap { condition in
                try FactTable.facts(
                    where: "sequence = (SELECT max(sequence) FROM fact WHERE \(condition))", [],
                    limit: 1, db
                ).map { ClockReading(now: $0.recordedAt, stamp: $0.stamp) }
            }
        }
    }

    /// Records each absence from now on, the first one since `signs`. To be called before anything is written.
    package func keepPresence(since signs: [ClockReading], beat: Duration) {
        writer.keep(Presence(since: signs, beat: beat))
    }

    /// The absence that was recorded last, once.
    package func takeAbsence() -> Absence? { writer.takeAbsence() }

    /// Records that the doors are not observed any more. To be called after the last request.
    package func recordStop() async throws {
        try await writer.perform { context in
            for door in context.floor.shop.doors
            where try GapTable.open(door.name, context.db) == nil {
                _ = try context.carryOut(
                    Command(
                        .doorDown(door: door.name, reason: GapReason.stopped.rawValue),
                        source: "doorstepd"))
            }
        }
    }
}
