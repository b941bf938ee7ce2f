import DoorstepAPI
import DoorstepCore

/// One line of a day: what happened, in the body of the call that would have told of it.
///
/// Facts that a line speaks of are named by the labels of earlier lines, since nobody who writes a day knows the
/// numbers that the ledger will give them.
struct ReplayStep: Sendable {
    let line: Int
    let at: Timestamp

    /// What later lines call the fact that this one records.
    let label: String?
    let action: Action

    enum Action: Sendable {
        case enter(CrossingBody)
        case exit(CrossingBody)
        case open(OpeningBody)
        case answer(prompt: String, AnswerBody, exit: String?)
        case tie(prompt: String, visit: String)
        case void(fact: String, VoidBody)
        case recount(RecountBody)
        case feedback(FeedbackBody)
        case review(feedback: String, ReviewBody)
        case heartbeat(door: String)
    }
}

extension ReplayStep {
    /// The words of `do`.
    enum Kind: String, CaseIterable {
        case entrance, exit, opening, answer, tie, void, occupancy, feedback, review, heartbeat

        /// Members beside `at`, `do` and, but for a heartbeat, `label`. `dated` is the body's `at`: when it
        /// happened, if not when it was told.
        var members: [String] {
            switch self {
            case .entrance, .exit: ["door", "people", "source", "dated"]
            case .opening: ["door", "source", "dated"]
            case .answer:
                [
                    "prompt", "answer", "script", "observed", "outcome", "reason", "exit", "dated",
                ]
            case .tie: ["prompt", "visit"]
            case .void: ["fact", "reason"]
            case .occupancy: ["people", "reason"]
            case .feedback: ["face", "device", "dated"]
            case .review: ["feedback", "counts"]
            case .heartbeat: ["door"]
            }
        }

        /// Those that name another line by its label.
        var references: Set<String> {
            switch self {
            case .answer: ["prompt", "exit"]
            case .tie: ["prompt", "visit"]
            case .void: ["fact"]
            case .review: ["feedback"]
            case .entrance, .exit, .opening, .occupancy, .feedback, .heartbeat: []
            }
        }
    }
}
