import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// The state of a counter: the daemon's picture of the shop, the screen and unsent requests. It is pure: time comes in,
/// effects go out.
///
/// It shows the picture and never runs ahead of it: only the prompt that staff have just answered is hidden before the
/// daemon has said so.
struct CounterState: Sendable {
    /// The newest picture of the shop; nil before the first.
    var picture: NowBody?

    /// Whether the picture came over the connection that is open now. Until then nothing is sent: the ledger may be
    /// another one.
    var isPictureFresh = false

    /// Time at which the daemon last confirmed the picture; nil before the first.
    var knownAt: Timestamp?

    /// Prompts that were answered on this screen, and facts that were undone, with the ledger's last number of then: they
    /// are hidden until a picture is newer.
    var ended: [Sequence: Sequence] = [:]
    var undone: [Sequence: Sequence] = [:]

    /// The farewells whose outcome was noted on this screen, likewise.
    var noted: [Sequence: Sequence] = [:]

    /// Numbers of the facts that were recorded on this screen.
    var own: Set<Sequence> = []

    // The connection and its queue.
    var link: CounterLink
    var queue: [CounterRequest] = []

    /// The key of the request that is with the daemon.
    var inFlight: String?

    /// The daemon's reason for not recording the first request of the queue; nil while nothing is wrong.
    var cannotRecord: String?

    /// Number of kept requests that have gone out since the connection came back.
    var keptSent = 0

    // The screen.
    var words: CounterWords

    /// Whether no language has been chosen yet.
    var isLanguageOpen: Bool
    var shown: Sequence?
    var chosen: Sequence?

    /// Steady time at which the prompt shown gave way to another by itself; nil once staff have acted.
    var changedAt: Duration?
    var drafts: [Sequence: CounterDraft] = [:]
    var menu: CounterMenu?
    var party = 1

    /// The reason that was given last on this screen, which is proposed for the next who is not a visitor.
    var lastReason = ExclusionReason.staff

    /// The shop's own checklist; empty until it is known.
    var checklist: [ChecklistBody.Item] = []
    var notice: CounterNotice?
    var noticeUntil: Duration = .zero
    let makeKey: @Sendable () -> String

    /// Time for which a message stays.
    static let noticeTime = Duration.seconds(8)

    /// Time to react: a key pressed sooner after the prompt changed by itself was meant for the prompt before.
    static let reaction = Duration.milliseconds(400)

    /// `isLanguageOpen`: the shop's own language is taken as soon as it is known.
    init(
        words: CounterWords, isLanguageOpen: Bool = false, silence: Duration = .seconds(12),
        makeKey: @escaping @Sendable () -> String
    ) {
        self.words = words
        self.isLanguageOpen = isLanguageOpen
        link = CounterLink(limit: silence)
        self.makeKey = makeKey
    }

    // MARK: - The prompt shown

    /// The prompts that staff can answer, in the daemon's order: not answered here, and not past their end.
    func waiting(at time: CounterTime) -> [Prompt] {
        let answered = Set(queue.compactMap(\.prompt))
        return prompts.filter {
            !answered.contains($0.id) && ended[$0.id] == nil && time.wall < $0.window.lapsesAt
        }
    }

    var prompts: [Prompt] { picture?.prompts ?? [] }

    var current: Prompt? { shown.flatMap { id in prompts.first { $0.id == id } } }

    /// The actions that fit the prompt shown; nil when none is shown.
    var choices: CounterChoices? { current.map { CounterChoices($0.moment) } }

    /// The parties that may be leaving by this farewell; nil when there is nothing to choose or to propose.
    func leaving(_ prompt: Prompt) -> LeavingBody? {
        picture?.leaving?.first { $0.prompt == prompt.id }
    }

    /// The reason that is proposed for a prompt whose crossing was not a visitor's.
    func reason(for prompt: Prompt) -> ExclusionReason {
        leaving(prompt)?.excluded?.reason ?? lastReason
    }

    /// The shop's own checklist items that are asked at this moment.
    func items(of moment: Moment) -> [ChecklistBody.Item] {
        checklist.filter { $0.moment == nil || $0.moment == moment }
    }

    /// The farewell answered last, while the outcome key notes what that visit was: not if the prompt shown takes an
    /// outcome of a visit that is ending or going on.
    func lastFarewell(at time: CounterTime) -> LastFarewellBody? {
        guard let last = picture?.lastFarewell, time.wall < last.until,
            noted[last.prompt] == nil, !queue.contains(where: { $0.outcomeOf == last.prompt })
        else { return nil }
        switch current?.moment {
        case .farewell, .lookIn: return nil
        case .greeting, .direction, nil: return last
        }
    }

    /// Whether an action that fits the prompt's moment does something for this prompt.
    func isOffered(_ action: CounterAction, for prompt: Prompt) -> Bool {
        switch action {
        case .tie: leaving(prompt)?.visits.isEmpty == false
        case .checklist: !items(of: prompt.moment).isEmpty
        default: true
        }
    }

    var draft: CounterDraft { shown.flatMap { drafts[$0] } ?? CounterDraft() }

    /// The script and its alternatives, through which the next-script key goes.
    func wordings(of prompt: Prompt) -> [Wording] {
        (prompt.script.map { [$0] } ?? []) + prompt.alternatives
    }

    /// Whether the daemon has told the shop's state yet.
    var isKnown: Bool { knownAt != nil }

    /// The last facts that stand: those of this screen first, then all others, each newest first; at most
    /// `mostUndoable`.
    var undoable: [RecentFactBody] {
        let waiting = Set(queue.compactMap(\.voids))
        let facts = (picture?.recent ?? []).filter {
            !isUndone($0) && !waiting.contains($0.sequence)
        }
        let (others, here) = (
            facts.filter { !own.contains($0.sequence) }, facts.filter { own.contains($0.sequence) }
        )
        return Array((here + others).prefix(Self.mostUndoable))
    }

    /// The number of facts that the undo key offers.
    static let mostUndoable = 6

    func isUndone(_ fact: RecentFactBody) -> Bool { fact.undone || undone[fact.sequence] != nil }

    /// Picks the prompt to show. It stays until it ends, unless staff choose another or it is late and somebody
    /// else can still be greeted in time.
    mutating func choosePrompt(at time: CounterTime, byStaff: Bool) -> [CounterEffect] {
        let waiting = waiting(at: time)
        let ids = Set(waiting.map(\.id))
        if let picked = chosen, !ids.contains(picked) { chosen = nil }
        drafts = drafts.filter { ids.contains($0.key) || $0.key == shown }
        let before = shown
        if let chosen {
            shown = chosen
        } else if let first = waiting.first {
            let stays =
                waiting.first { $0.id == before }
                .map { $0.window.dueBy >= time.wall || first.window.dueBy < time.wall } ?? false
            if !stays { shown = first.id }
        } else {
            shown = nil
        }
        guard shown != before else { return [] }
        switch menu {
        case .reason, .outcome, .tie, .checklist: menu = nil
        default: break
        }
        if before != nil, shown != nil, !byStaff { changedAt = time.steady }
        return shown != nil && !byStaff && link.isLive(at: time) ? [.bell] : []
    }

    mutating func say(_ notice: CounterNotice?, at time: CounterTime) {
        self.notice = notice
        noticeUntil = time.steady + Self.noticeTime
    }

    /// Lets time pass: an old message goes, and a prompt that has lapsed gives way.
    mutating func pass(to time: CounterTime) -> [CounterEffect] {
        if notice != nil, time.steady >= noticeUntil { notice = nil }
        return choosePrompt(at: time, byStaff: false)
    }
}
