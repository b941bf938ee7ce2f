import DoorstepCore
import GRDB

extension CrossingTable {
    /// The records of a day in which something was corrected, with the visits that their exits and stays belong to,
    /// as the floor sees them after every correction. What a fact carries is what was known when it was
    /// recorded.
    static func linked(
        _ records: [CrossingRecord], ties: [Sequence: Sequence], of day: TradingDay,
        _ db: Database
    ) throws -> [CrossingRecord] {
        // The closing of an earlier day may come late, in the midst of this one, and ends nobody's visit here.
        var resets = try Row.fetchAll(
            db,
            sql: """
                SELECT sequence, at, people FROM recount WHERE at >= ?1 AND at < ?2
                UNION ALL
                SELECT closedDay.sequence, fact.at, 0 FROM closedDay
                    JOIN fact ON fact.sequence = closedDay.sequence WHERE closedDay.day = ?3
                ORDER BY 1
                """,
            arguments: [
                day.interval.start.milliseconds, day.interval.end.milliseconds,
                day.date.description,
            ])[...]
        let visits = Set(
            records.filter { $0.direction == .entrance && $0.excluded == nil }.map(\.id))
        let ties = ties.filter { visits.contains($0.value) }
        var inside = OpenVisits()
        var result = records
        for index in records.indices.sorted(by: { records[$0].id < records[$1].id }) {
            let record = records[index]
            while let reset = resets.first, Sequence(reset[0]) < record.id {
                inside.recount(reset[2], at: Timestamp(milliseconds: reset[1]))
                resets.removeFirst()
            }
            guard !record.isImported, !record.isMad, record.excluded == nil else { continue }
            switch record.direction {
            case .entrance:
                let visit = Visit(
                    id: record.id, door: record.door, enteredAt: record.at,
                    peopleInside: record.people)
                if let exit = record.mergedWith {
                    inside.comeBack(visit, after: exit)
                } else {
                    inside.enter(visit)
                }
            case .exit:
                let link = inside.leave(
                    record.id, people: record.people, at: record.at, tiedTo: ties[record.id],
                    mayReturn: record.mergedWith != nil)
                result[index].visit = link.visit
                result[index].isCertain = link.isCertain
            case .stay: result[index].visit = record.visit.map(inside.visit(of:))
            case .opening: break
            }
        }
        return result
    }
}
