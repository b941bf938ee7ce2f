import DoorstepCore
import Foundation

// The sentences about a restore, and about one that found nothing to restore.
extension Restoration {
    func notice(of made: NewDatabase, _ cause: Cause, aside: String) -> String {
        var sentences = [opening(cause, aside)]
        if let backup = made.backup {
            let moment = backup.file.takenAt.map { " of \($0)" } ?? ""
            sentences.append(
                "The backup\(moment) with \(Self.facts(backup.last.value)) was restored.")
        } else {
            sentences.append("There was no good backup: what could be read was kept.")
        }
        sentences += sentencesOnFacts(made, aside: aside)
        if !made.refused.isEmpty {
            sentences.append("These backups could not be used: \(Self.list(made.refused)).")
        }
        sentences.append("This is shown until somebody removes \(directory.noticeFile)")
        return sentences.joined(separator: " ")
    }

    private func opening(_ cause: Cause, _ aside: String) -> String {
        switch cause {
        case .damaged(let reason):
            "The database was damaged (\(reason)): it was kept as \(aside)."
        case .missing: "There was no database at \(directory.database)."
        case .empty: "The database held no fact: it was kept as \(aside)."
        }
    }

    private func sentencesOnFacts(_ made: NewDatabase, aside: String) -> [String] {
        let revoked =
            "A screen that was revoked since then is paired again: see  doorstep devices ."
        let outbox =
            "Messages that were sent since then may be sent again, and some that were due may be missing: see  "
            + "doorstep deliveries , and  doorstep summary DAY --send NAME ."
        guard let source = made.former else { return [revoked, outbox] }
        guard let facts = made.facts else {
            return ["Whether it had facts since then cannot be told.", revoked, outbox]
        }
        let former = source == directory.database ? aside : source
        var sentences: [String] = []
        if facts.recovered > 0 {
            sentences.append(
                "\(Self.facts(Int64(facts.recovered))) \(facts.recovered == 1 ? "was" : "were") read from \(former)."
            )
        }
        switch facts.leftBehind {
        case 0?: break
        case let count?:
            sentences.append("\(Self.facts(Int64(count))) since then can be found only there.")
        case nil: sentences.append("How many more facts it had cannot be told.")
        }
        if made.unread.contains("device") { sentences.append(revoked) }
        if !Set(made.unread).isDisjoint(with: ["summary", "delivery", "attempt", "switchedOff"]) {
            sentences.append(outbox)
        }
        return sentences
    }

    private static func facts(_ count: Int64) -> String { count == 1 ? "1 fact" : "\(count) facts" }

    func nothing(_ cause: Cause, _ refused: [BackupShelf.Refused]) -> OpeningError {
        let state =
            switch cause {
            case .damaged(let reason): "\(directory.database) is damaged (\(reason))"
            case .missing:
                "there is no database at \(directory.database), where there was a ledger before"
            case .empty: "\(directory.database) holds no fact, and there was a ledger before"
            }
        let backups =
            refused.isEmpty
            ? "there is no backup in \(directory.backupDirectory)"
            : "no backup can be used (\(Self.list(refused)))"
        return .nothingToRestore(
            state: directory.path,
            reason: "\(state), \(backups), and no fact could be read from what is left of it")
    }

    private static func list(_ refused: [BackupShelf.Refused]) -> String {
        refused.map { "\(($0.path as NSString).lastPathComponent): \($0.reason)" }
            .joined(separator: "; ")
    }
}
