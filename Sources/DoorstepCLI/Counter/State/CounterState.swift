import DoorstepAPI
import DoorstepCore

/// What a counter screen knows, shows and has to send. Pure: time comes in, effects go out.
///
/// It follows the daemon by `GET /v1/now` and the stream, and never runs ahead of it: only the prompt that staff have
/// just answered is hidden before the daemon has said so.
struct CounterState: Sendable {
    // What the daemon said.
    var shop: String?
    var sequence = Sequence.zero
    var occupancy = 0
    var today = DayCounts()
    var doors: [DoorBody] = []
    var dayIsClosed = false

    /// Doors that report more than people can make, or did today.
    var madDoors: [MadDoorBody] = []

    /// Messages that did not reach the managers.
    var undelivered = 0

    /// The open ones, those whose time is up included until the daemon says so.
    var prompts: [PromptBody] = []

    /// When all this was last known to be so.
    var knownAt: Timestamp?

    /// Ended prompts by the fact that ended them: an older picture of the floor does not bring them back.
    var ended: [String: Sequence] = [:]

    /// The last facts, newest first, and those that were undone.
    var facts: [Fact] = []
    var undone: Set<Sequence> = []

    /// What was recorded on this screen.
    var own: Set<Sequence> = []

    /// Events that came while `now` was being read.
    var unsettled: [StreamEventBody] = []
    var isReadingNow = false

    /// Nothing has been read yet, or reading failed.
    var isPictureMissing = true

    // The connection, and what waits for it.
    var link: CounterLink
    var queue: [CounterRequest] = []

    /// The key of the request that is with the daemon.
    var inFlight: String?

    /// Why the daemon, though there, could not record the first of the queue.
    var cannotRecord: String?

    /// How many kept answers have gone out since the connection came back.
    var keptSent = 0

    // What staff see and do.
    var words: CounterWords

    /// Whether nobody has chosen a language yet.
    var isLanguageOpen: Bool
    var shown: String?
    var chosen: String?

    /// When the prompt shown gave way to another by itself.
    var changedAt: Duration?
    var drafts: [String: CounterDraft] = [:]
    var menu: CounterMenu?
    var party = 1
    var notice: CounterNotice?
    var noticeUntil: Duration = .zero
    let makeKey: @Sendable () -> String

    /// How long a message stays.
    static let noticeTime = Duration.seconds(8)

    /// A key that comes sooner after the prompt changed by itself was meant for the one before.
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

    // MARK: - What is shown

    /// Those that staff can answer: open, not answered here, and not past their end.
    func waiting(at time: CounterTime) -> [PromptBody] {
        let answered = Set(queue.compactMap(\.prompt))
        let open = prompts.filter { !answered.contains($0.id) && time.wall < $0.lapsesAt }
        // Who can still be in time comes before who has just come through the door, and before who is late anyway.
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

    /// The script and its alternatives: what the next-script key goes through.
    func wordings(of prompt: PromptBody) -> [PromptBody.ScriptBody] {
        (prompt.script.map { [$0] } ?? []) + prompt.alternatives
    }

    /// Whether anything at all is known.
    var isKnown: Bool { knownAt != nil }

    /// Of the last facts, what a person may undo, those of this screen first.
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

    /// Nothing that anybody did, only time that went by.
    mutating func pass(to time: CounterTime) -> [CounterEffect] {
        if notice != nil, time.steady >= noticeUntil { notice = nil }
        return settle(at: time, byStaff: false)
    }
}
