import DoorstepCore
import Foundation
import GRDB

// Each member of a fact is a column of its own, named like the member.

extension FactMember {
    /// The columns of the members, in the order of `Name.allCases`. A member may be called like a word of SQL.
    static let columns = Name.allCases.map { #""\#($0.rawValue)""# }
}

extension FactMembers {
    /// The columns' values, in the order of `FactMember.columns`.
    var columns: [(any DatabaseValueConvertible)?] {
        get throws {
            try FactMember.Name.allCases.map { try self[$0]?.column }
        }
    }

    /// Reads the columns that the kind has; the first member's is at `start`.
    ///
    /// Every value is asked for as what it should be: a damaged page may hold anything, and that is an error and no end
    /// of the process.
    init(of kind: Event.Kind, from row: Row, at start: Int) throws {
        self.init()
        for member in kind.members {
            guard let offset = FactMember.Name.allCases.firstIndex(of: member.name) else {
                continue
            }
            self[member.name] = try FieldValue(member.form, row, start + offset)
        }
    }
}

extension FieldValue {
    /// Times are milliseconds, dates are texts like 2026-11-21, and what was observed is a JSON object of booleans.
    fileprivate var column: (any DatabaseValueConvertible)? {
        get throws {
            switch self {
            case .text(let text): text
            case .number(let number): Int64(number)
            case .reference(let sequence): sequence.value
            case .id(let id): id.data
            case .flag(let flag): flag
            case .time(let time): time.milliseconds
            case .date(let date): date.description
            case .items(let items): try JSONWriter.string(items)
            }
        }
    }

    fileprivate init?(_ form: Form, _ row: Row, _ index: Int) throws {
        let value: FieldValue?
        switch form {
        case .text, .lines, .kept, .door, .word:
            value = try (row.decode(atIndex: index) as String?).map { .text($0) }
        case .number: value = try (row.decode(atIndex: index) as Int?).map { .number($0) }
        case .reference:
            value = try (row.decode(atIndex: index) as Int64?).map { .reference(Sequence($0)) }
        case .id:
            value = try (row.decode(atIndex: index) as Data?).flatMap(FactID.init).map { .id($0) }
        case .flag: value = try (row.decode(atIndex: index) as Bool?).map { .flag($0) }
        case .time:
            value = try (row.decode(atIndex: index) as Int64?)
                .map { .time(Timestamp(milliseconds: $0)) }
        case .date:
            value = try (row.decode(atIndex: index) as String?).flatMap { LocalDate($0) }
                .map { .date($0) }
        case .items:
            value = try (row.decode(atIndex: index) as String?).map {
                .items(try JSONDecoder().decode(Observed.self, from: Data($0.utf8)))
            }
        case .object: value = nil
        }
        guard let value else { return nil }
        self = value
    }
}
