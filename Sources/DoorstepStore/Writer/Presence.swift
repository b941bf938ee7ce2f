import DoorstepCore
import GRDB

/// The writer's knowledge of its own presence: the last signs of life, and whether the doors have been opened since the
/// start.
///
/// A batch that comes after an absence begins with the facts that tell of it, in the same transaction and before
/// anything else. No prompt lapses and no day is closed in ignorance of it, and nothing that a start does counts as
/// a sign of life.
struct Presence {
    /// Before the first commit those of the run before, none in a new ledger; then that of the last commit.
    private(set) var signs: [ClockReading]

    /// How often a daemon gives a sign of life, at least.
    let beat: Duration
    private(set) var hasBegun = false

    init(since signs: [ClockReading], beat: Duration) {
        self.signs = signs
        self.beat = beat
    }

    /// At a start the last sign of life may be a beat old, and what is longer counts. While it runs as much passes
    /// between two signs of life without anything being wrong. Either way no more than a beat is told wrongly.
    func absence(at now: ClockReading) -> Absence? {
        Absence(since: signs, now: now, longerThan: hasBegun ? beat * 2 : beat)
    }

    mutating func committed(at reading: ClockReading) {
        signs = [reading]
        hasBegun = true
    }
}

extension WriteContext {
    /// Records since when nobody looked, if it is so; at a start also that the doors are observed from now on.
    /// - Returns: the absence that was recorded.
    func note(_ presence: Presence) throws -> Absence? {
        let absence = presence.absence(at: clock)
        guard absence != nil || !presence.hasBegun else { return nil }
        var isRecorded = false
        for door in floor.shop.doors {
            let reason = try GapTable.open(door.name, db)?.down.reason
            guard try presence.hasBegun || GapTable.isKnown(door.name, db) else {
                // A door that is new was not observed before, and is not missed.
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

    /// Has each absence recorded from now on, the first one since `signs`. To be called before anything is written.
    package func keepPresence(since signs: [ClockReading], beat: Duration) {
        writer.keep(Presence(since: signs, beat: beat))
    }

    /// The absence that was recorded last, once.
    package func takeAbsence() -> Absence? { writer.takeAbsence() }

    /// After the last request: from here on nobody looks.
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
