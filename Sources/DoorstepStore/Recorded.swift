import DoorstepCore

/// One commit: the facts that were synced together, and the floor after them.
package struct Commit: Sendable {
    package let ledger: LedgerID
    package let at: Timestamp
    package let shop: Shop

    /// Empty when only the trading day is another.
    package let recorded: [Recorded]
    package let floor: FloorSnapshot

    /// Messages to the managers that were given up or are held.
    package let undelivered: Int
}

/// The same key with the same digest gets the same fact again; with another digest it is refused.
package struct IdempotencyKey: Hashable, Sendable {
    /// 1...64 visible ASCII characters, which bound what a key costs on the disk.
    package let key: String

    /// Of what was asked: method, path and body.
    package let digest: [UInt8]

    package init(key: String, digest: [UInt8]) {
        self.key = key
        self.digest = digest
    }
}

/// The answer to a write.
package enum WriteAnswer: Sendable {
    /// Synced to disk. Nil: there was nothing to record.
    case recorded(Recorded?)
    /// The key was used before: the fact that was recorded then, with its prompt as it stands now.
    case replayed(Recorded)
}

/// One row of an import. The references among `members` are ids.
package struct ImportRow: Sendable {
    package let id: FactID
    package let kind: Event.Kind
    package let at: Timestamp
    package let source: String
    package let by: String?
    package let members: FactMembers

    package init(
        id: FactID, kind: Event.Kind, at: Timestamp, source: String, by: String?,
        members: FactMembers
    ) {
        self.id = id
        self.kind = kind
        self.at = at
        self.source = source
        self.by = by
        self.members = members
    }
}

/// A row of an import refers to a fact that is neither in the ledger nor before it. `row` counts from 0.
package struct UnknownReference: Error, Hashable, Sendable {
    package let row: Int
    package let member: FactMember.Name
    package let id: FactID
}

/// The reason why nothing was written. A `Refusal` is thrown as itself.
package enum LedgerError: Error, Hashable, Sendable {
    /// SQLITE_FULL: recording resumes by itself when there is room.
    case diskFull
    case keyReused
    /// The daemon is stopping.
    case closed
    /// More writes are waiting than the queue holds.
    case busy
    case unknownDelivery(String)
    /// The delivery has an end that is final.
    case deliveryNotEnded(String, Delivery.State)
    /// The delivery is still tried at `destination`, or has reached it.
    case deliveryNotDead(String, Delivery.State, destination: String)
    /// Nothing can be recorded until a person removes the cause that the sentence names; a restart would not.
    case unavailable(String)
    /// Disk or database failed in another way; the sentence says how.
    case failed(String)
}

extension LedgerError {
    /// The sentence of an error of the disk; nil for a mistake in what was asked.
    package var sentence: String? {
        switch self {
        case .unavailable(let sentence), .failed(let sentence): sentence
        case .diskFull: "the disk is full"
        default: nil
        }
    }
}

/// The state of the backups, for the health check.
package struct BackupHealth: Hashable, Sendable {
    package let isWell: Bool

    /// How old the newest one is, or why there is none and what to do.
    package let detail: String?

    package init(isWell: Bool, detail: String? = nil) {
        self.isWell = isWell
        self.detail = detail
    }
}

/// The state of the ledger, for the health check.
package struct LedgerHealth: Hashable, Sendable {
    /// Nil while it can record; else why it cannot.
    package let trouble: String?

    /// An event of the start that somebody should know: a damaged database set aside.
    package let notice: String?

    /// A suspicion of damage that the start found groundless: nobody need do anything.
    package let remark: String?
    package let backup: BackupHealth
    package let switchedOffDestinations: [SwitchedOff]
    package let deadDeliveries: Int

    package init(
        trouble: String?, notice: String?, remark: String? = nil,
        backup: BackupHealth = BackupHealth(isWell: true),
        switchedOffDestinations: [SwitchedOff], deadDeliveries: Int
    ) {
        self.trouble = trouble
        self.notice = notice
        self.remark = remark
        self.backup = backup
        self.switchedOffDestinations = switchedOffDestinations
        self.deadDeliveries = deadDeliveries
    }
}
