import DoorstepAPI
import DoorstepCore

/// One line of a day: an event, in the body of the call that would report it.
///
/// A line names facts by the labels of earlier lines, since the author of a file does not know the ledger's numbers.
struct ReplayStep: Sendable {
    let line: Int
    let at: Timestamp

    /// The name that later lines use for the fact of this one.
    let label: String?
    let action: Action

    enum Action: Sendable {
        case enter(CrossingBody)
        case exit(CrossingBody)
        case open(OpeningBody)
        case answer(prompt: String, AnswerBody, exit: String?)
        case outcome(prompt: String, OutcomeBody)
        case tie(prompt: String, visit: String)
        case void(fact: String, VoidBody)
        case recount(RecountBody)
        case feedback(FeedbackBody)
        case review(feedback: String, ReviewBody)
        case heartbeat(door: String)
    }
}

extension ReplayStep {
    /// The values of `do`.
    enum Kind: String, CaseIterable, FieldConvertible {
        case entrance, exit, opening, answer, outcome, tie, void, occupancy, feedback, review
        case heartbeat

        /// The members beside `at`, `do` and, except for a heartbeat, `label`. `dated` becomes the body's `at`: the
        /// time of an event that was reported later than it happened.
        var members: [String] {
            switch self {
            case .entrance, .exit: names(in: CrossingBody.self)
            case .opening: names(in: OpeningBody.self)
            case .answer: ["prompt"] + names(in: AnswerBody.self)
            case .outcome: ["prompt"] + names(in: OutcomeBody.self)
            case .tie: ["prompt"] + names(in: TieBody.self)
            case .void: ["fact"] + names(in: VoidBody.self)
            case .occupancy: names(in: RecountBody.self)
            case .feedback: names(in: FeedbackBody.self)
            case .review: ["feedback"] + names(in: ReviewBody.self)
            case .heartbeat: ["door"]
            }
        }

        private func names<Body: RequestBody>(in body: Body.Type) -> [String] {
            Body.fields.map { $0.name == "at" ? "dated" : $0.name }
        }

        /// The members that name another line by its label.
        var references: Set<String> {
            switch self {
            case .answer: ["prompt", "exit"]
            case .outcome: ["prompt"]
            case .tie: ["prompt", "visit"]
            case .void: ["fact"]
            case .review: ["feedback"]
            case .entrance, .exit, .opening, .occupancy, .feedback, .heartbeat: []
            }
        }
    }
}
