import DoorstepAPI
import DoorstepCore

/// One fact as a row of the CSV export: the values of every fact, the members of every kind, and the later corrections.
struct FactRow {
    static let columns =
        ["ledger", "sequence", "id", "kind", "at", "recordedAt", "source", "by"]
        + FactMember.Name.allCases.flatMap { name in
            name == .observed ? Observed.standardItems + ["extra"] : [name.rawValue]
        } + ["voidedBy", "excluded"]

    static let header = CSV.row(columns)

    private var cells: [String: String] = [:]

    /// `voidedBy` is the fact that undoes this one; `excluded` says why the crossing is not a visitor's.
    init(
        _ numbered: FactOfLedger, voidedBy: Sequence? = nil, excluded: ExclusionReason? = nil
    ) {
        let fact = numbered.fact
        cells["ledger"] = numbered.ledger.map { "\($0)" }
        cells["sequence"] = "\(fact.sequence)"
        cells["id"] = "\(fact.id)"
        cells["kind"] = fact.kind.rawValue
        cells["at"] = "\(fact.at)"
        cells["recordedAt"] = "\(fact.recordedAt)"
        cells["source"] = CSV.text(fact.source)
        cells["by"] = fact.by.map { CSV.text($0) }
        cells["voidedBy"] = voidedBy.map { "\($0)" }
        cells["excluded"] = excluded?.rawValue
        let members = fact.event.members
        for name in FactMember.Name.allCases {
            guard let value = members[name] else { continue }
            set(name.rawValue, value)
        }
    }

    var text: String {
        CSV.row(Self.columns.map { cells[$0] })
    }

    private mutating func set(_ column: String, _ value: FieldValue) {
        switch value {
        // A text from outside could be a formula; `CSV.text` makes it safe for a spreadsheet.
        case .text(let text): cells[column] = CSV.text(text)
        case .number(let number): cells[column] = "\(number)"
        case .reference(let sequence): cells[column] = "\(sequence)"
        case .id(let id): cells[column] = "\(id)"
        case .flag(let flag): cells[column] = "\(flag)"
        case .time(let time): cells[column] = "\(time)"
        case .date(let date): cells[column] = "\(date)"
        case .items(let observed):
            for item in Observed.standardItems {
                cells[item] = observed[item].map { "\($0)" }
            }
            let extra = observed.extra.sorted { $0.key < $1.key }
                .map { "\($0.key)=\($0.value ? "yes" : "no")" }
            cells["extra"] = extra.isEmpty ? nil : extra.joined(separator: " ")
        }
    }
}
