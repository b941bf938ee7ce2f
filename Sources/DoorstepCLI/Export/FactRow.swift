import DoorstepCore

/// One fact as a row of the CSV export. The columns are a contract: new ones are added at the end.
struct FactRow {
    static let columns = [
        "sequence", "id", "kind", "at", "recordedAt", "door", "people", "source", "by", "imported",
        "script", "opening", "visit", "certain", "forPrompt", "answer", "smile", "eyeContact",
        "thanks", "goodbye", "invitation", "outcome", "reason", "voids", "face", "device", "day",
        "shiftMilliseconds", "voidedBy", "excluded", "exit", "flag", "feedback", "counts", "extra",
        "madSince", "from", "to",
    ]

    static let header = CSV.row(columns)

    private var cells: [String: String] = [:]

    /// `voidedBy` is the fact that undoes this one; `excluded` says why the crossing is not a visitor's.
    init(_ fact: Fact, voidedBy: Sequence? = nil, excluded: ExclusionReason? = nil) {
        set("sequence", fact.sequence)
        set("id", fact.id)
        set("kind", fact.kind.rawValue)
        set("at", fact.at)
        set("recordedAt", fact.recordedAt)
        setText("source", fact.source)
        setText("by", fact.by)
        set("voidedBy", voidedBy)
        set("excluded", excluded?.rawValue)
        switch fact.event {
        case .entrance(let crossing): fill(crossing)
        case .exit(let crossing, let link):
            fill(crossing)
            set("visit", link.visit)
            set("certain", link.isCertain)
        case .opening(let door, let madSince):
            setText("door", door)
            set("madSince", madSince)
        case .doorUp(let door): setText("door", door)
        case .dismissal(let dismissal):
            setText("door", dismissal.door)
            set("from", dismissal.from)
            set("to", dismissal.to)
            set("reason", dismissal.reason.rawValue)
        case .stay(let crossing, let visit):
            fill(crossing)
            set("visit", visit)
        case .greeting(let answer), .farewell(let answer), .lookIn(let answer): fill(answer)
        case .lapse(let prompt): set("forPrompt", prompt)
        case .exclusion(let prompt, let reason):
            set("forPrompt", prompt)
            set("reason", reason.rawValue)
        case .reentry(let entrance, let exit):
            set("forPrompt", entrance)
            set("exit", exit)
        case .tie(let exit, let visit):
            set("forPrompt", exit)
            set("visit", visit)
        case .void(let voids, let reason):
            set("voids", voids)
            setText("reason", reason)
        case .occupancy(let people, let reason):
            set("people", people)
            setText("reason", reason)
        case .feedback(let face, let device, let flag):
            set("face", face)
            setText("device", device)
            set("flag", flag?.rawValue)
        case .review(let feedback, let counts):
            set("feedback", feedback)
            set("counts", counts)
        case .doorDown(let door, let reason):
            setText("door", door)
            setText("reason", reason)
        case .dayClosed(let day): set("day", day)
        case .clockSet(_, let shift): set("shiftMilliseconds", shift)
        }
    }

    var text: String {
        CSV.row(Self.columns.map { cells[$0] })
    }

    private mutating func fill(_ crossing: Crossing) {
        setText("door", crossing.door)
        set("people", crossing.people)
        setText("script", crossing.script?.rawValue)
        set("opening", crossing.opening)
        if crossing.isImported { set("imported", true) }
        set("madSince", crossing.madSince)
    }

    private mutating func fill(_ answer: Answer) {
        set("forPrompt", answer.prompt)
        set("answer", answer.reply.rawValue)
        setText("script", answer.script?.rawValue)
        set("smile", answer.observed.smile)
        set("eyeContact", answer.observed.eyeContact)
        set("thanks", answer.observed.thanks)
        set("goodbye", answer.observed.goodbye)
        set("invitation", answer.observed.invitation)
        setText(
            "extra",
            answer.observed.extra.isEmpty
                ? nil
                : answer.observed.extra.sorted { $0.key < $1.key }
                    .map { "\($0.key)=\($0.value ? "yes" : "no")" }.joined(separator: " "))
        set("outcome", answer.outcome?.rawValue)
    }

    /// Sets a value of Doorstep's own: a number, a time or a word.
    private mutating func set(_ column: String, _ value: (some CustomStringConvertible)?) {
        cells[column] = value.map { "\($0)" }
    }

    /// Sets a text from outside, which `CSV.text` makes safe for a spreadsheet.
    private mutating func setText(_ column: String, _ text: String?) {
        cells[column] = text.map { CSV.text($0) }
    }
}
