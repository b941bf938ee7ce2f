import DoorstepAPI
import DoorstepCore

/// The state of a counter: the shop, the screen and unsent requests. It is pure: time comes in, effects go out.
///
/// It follows the daemon by `GET /v1/now` and the stream, and never runs ahead of it: only the prompt that staff have
/// just answered is hidden before the daemon has said so.
struct CounterState: Sendable {
    // The shop, as the daemon told it.
    var shop: String?

    /// The ledger of `sequence`, `facts`, `undone` and `own`; nil before the first answer.
    var ledger: LedgerID?
    var sequence = Sequence.zero
    var occupancy = 0
    var today = DayCounts()
    var doors: [DoorBody] = []
    var dayIsClosed = false

    /// Doors that report more crossings than people can make, now or earlier today.
    var madDoors: [MadDoorBody] = []

    /// Number of messages that did not reach the managers.
    var undelivered = 0

    /// The open prompts. A prompt whose time is up stays until the daemon reports its end.
    var prompts: [PromptBody] = []

    /// Time at which the daemon last confirmed this state; nil before the first answer.
    var knownAt: Timestamp?

    /// Ended prompts with the facts that ended them, so that an older answer of `GET /v1/now` does not bring them back.
    var ended: [String: Sequence] = [:]

    /// The last facts, newest first, and the numbers of undone facts.
    var facts: [Fact] = []
    var undone: Set<Sequence> = []

    /// Numbers of the facts that were recorded on this screen.
    var own: Set<Sequence> = []

    /// Events that came while `now` was being read.
    var unsettled: [StreamEventBody] = []
    var isReadingNow = false

    /// Whether `now` has never been read, or the last reading failed.
    var isPictureMissing = true

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
    var shown: String?
    var chosen: String?

    /// Steady time at which the prompt shown gave way to another by itself; nil once staff have acted.
    var changedAt: Duration?
    var drafts: [String: CounterDraft] = [:]
    var menu: CounterMenu?
    var party = 1
    var notice: CounterNotice?
    var noticeUntil: Duration = .zero
    let makeKey: @Sendable () -> String

    /// Time for which a message stays.
    static let noticeTime = Duration.seconds(8)

    /// Time to react: a key pressed sooner after the prompt changed by itself was meant for the prompt before.
    static let reaction = Duration.milliseconds(400)
    static let factsKept = 12

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

    /// The prompts that staff can answer: open, not answered here, and not past their end.
    func waiting(at time: CounterTime) -> [PromptBody] {
        let answered = Set(queue.compactMap(\.prompt))
        let open = prompts.filter { !answered.contains($0.id) && time.wall < $0.lapsesAt }
        // A prompt that can still be answered in time comes before one that is not due yet and one that is late.
        func rank(_ prompt: PromptBody) -> Int {
            if prompt.dueBy < time.wall { return 2 }
            return prompt.dueFrom <= time.wall ? 0 : 1
        }
        return open.sorted {
            if rank($0) != rank($1) { return rank($0) < rank($1) }
            if $0.dueBy != $1.dueBy { return $0.dueBy < $1.dueBy }
            return $0.openedAt < $1.openedAt
        }
    }

    var current: PromptBody? { shown.flatMap { id in prompts.first { $0.id == id } } }

    var draft: CounterDraft { shown.flatMap { drafts[$0] } ?? CounterDraft() }

    /// The script and its alternatives, through which the next-script key goes.
    func wordings(of prompt: PromptBody) -> [PromptBody.ScriptBody] {
        (prompt.script.map { [$0] } ?? []) + prompt.alternatives
    }

    /// Whether the daemon has told the shop's state yet.
    var isKnown: Bool { knownAt != nil }

    /// The last facts that a person may undo, at most five, those of this screen first.
    var undoable: [Fact] {
        let waiting = Set(queue.compactMap(\.voids))
        let all = facts.filter {
            $0.canBeUndone && !undone.contains($0.sequence) && !waiting.contains($0.sequence)
        }
        return Array(
            (all.filter { own.contains($0.sequence) } + all.filter { !own.contains($0.sequence) })
                .prefix(5))
    }

    /// Picks the prompt to show. It stays until it ends, unless staff choose another or it is late and somebody
    /// else can still be greeted in time.
    mutating func settle(at time: CounterTime, byStaff: Bool) -> [CounterEffect] {
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
                .map { $0.dueBy >= time.wall || first.dueBy < time.wall } ?? false
            if !stays { shown = first.id }
        } else {
            shown = nil
        }
        guard shown != before else { return [] }
        switch menu {
        case .reason, .outcome: menu = nil
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
        return settle(at: time, byStaff: false)
    }
}
