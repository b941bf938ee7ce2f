import DoorstepAPI
import DoorstepCore

extension ProblemBody {
    /// The problem for a refused statement about visits: a reentry, an outcome, or the tie of an exit to a visit.
    static func ofVisits(_ refusal: Refusal) -> ProblemBody {
        switch refusal {
        case .notOfToday(let id):
            ProblemBody(
                status: 422, title: "Not of today", kind: "not-of-today",
                detail: "Prompt \(id) belongs to another trading day, whose visits are no longer "
                    + "known.",
                hint: "A reentry or a tie can be recorded only on the day of its crossings.")
        case .tieDoesNotFit(let id, let moment):
            ProblemBody(
                status: 422, title: "Not a farewell", kind: "tie-does-not-fit",
                detail:
                    "Prompt \(id) is a \(moment.name), and only a farewell is tied to a visit.",
                hint: "Name the prompt of the exit.")
        case .outcomeDoesNotFit(let id, let moment):
            ProblemBody(
                status: 422, title: "Not a farewell", kind: "outcome-does-not-fit",
                detail:
                    "Prompt \(id) is a \(moment.name), and the outcome is noted for an exit.",
                hint: "Name the prompt of the exit. A greeting or a look-in takes the outcome with "
                    + "its answer.")
        case .unknownVisit(let id):
            ProblemBody(
                status: 422, title: "No such visit", kind: "unknown-visit",
                detail: "visit is \(id), and no visit of today began with that entrance.",
                hint:
                    "GET \(Route.now) lists the visits that are going on; a visit's id is its entrance's."
            )
        case .visitNotBefore(let visit, let exit):
            ProblemBody(
                status: 422, title: "Came in after they left", kind: "visit-not-before",
                detail: "Visit \(visit) began after exit \(exit).",
                hint: "Name a visit that was going on when they left.")
        case .noRecentExit(let entrance):
            ProblemBody(
                status: 422, title: "Nobody left before", kind: "no-recent-exit",
                detail:
                    "No exit in the \(Floor.longestAbsence.components.seconds / 60) minutes "
                    + "before entrance \(entrance) fits it.",
                hint: "If they left earlier, name that exit in exit.")
        case .unknownExit(let id):
            ProblemBody(
                status: 422, title: "No such exit", kind: "unknown-exit",
                detail: "exit is \(id), and no visitor left by an exit of that number today.",
                hint: "Name an exit of today, or leave exit out: then it is the last that fits.")
        case .exitNotBefore(let exit, let entrance):
            ProblemBody(
                status: 422, title: "Left after they came", kind: "exit-not-before",
                detail: "Exit \(exit) did not come before entrance \(entrance).",
                hint: "Name the exit by which they had left, or leave exit out.")
        case .exitMerged(let exit, let entrance):
            ProblemBody(
                status: 409, title: "Came back already", kind: "exit-merged",
                detail: "The party of exit \(exit) came back with entrance \(entrance).",
                hint: "If that is wrong, void the reentry; or name another exit.")
        default: .internalError
        }
    }
}
