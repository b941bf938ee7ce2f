import DoorstepAPI
import DoorstepCore

/// The routes of the doors and the counter.
extension DaemonClient {
    package func enter(_ body: CrossingBody) throws(ClientError) -> Reply<Recorded> {
        try write(Route.entrances, body)
    }

    package func exit(_ body: CrossingBody) throws(ClientError) -> Reply<Recorded> {
        try write(Route.exits, body)
    }

    package func open(_ body: OpeningBody) throws(ClientError) -> Reply<Recorded> {
        try write(Route.openings, body)
    }

    package func answer(_ prompt: Sequence, _ body: AnswerBody) throws(ClientError)
        -> Reply<Recorded>
    {
        try write(Route.answer(prompt.description), body)
    }

    package func outcome(_ prompt: Sequence, _ body: OutcomeBody) throws(ClientError)
        -> Reply<Recorded>
    {
        try write(Route.outcome(prompt.description), body)
    }

    package func tie(_ prompt: Sequence, _ body: TieBody) throws(ClientError) -> Reply<Recorded> {
        try write(Route.tie(prompt.description), body)
    }

    package func recount(_ body: RecountBody) throws(ClientError) -> Reply<Recorded> {
        try write(Route.occupancy, body)
    }

    package func dismiss(_ body: DismissalBody) throws(ClientError) -> Reply<Recorded> {
        try write(Route.dismissals, body)
    }

    package func void(_ sequence: Sequence, _ body: VoidBody) throws(ClientError)
        -> Reply<Recorded>
    {
        try write(Route.void(sequence.value), body)
    }

    package func feedback(_ body: FeedbackBody) throws(ClientError) -> Reply<Recorded> {
        try write(Route.feedback, body)
    }

    /// The trading day's feedback, in order.
    package func feedback() throws(ClientError) -> Reply<FeedbackListBody> {
        try get(Route.feedback)
    }

    package func review(_ feedback: Sequence, _ body: ReviewBody) throws(ClientError)
        -> Reply<Recorded>
    {
        try write(Route.review(feedback.value), body)
    }

    package func heartbeat(door: String) throws(ClientError) {
        _ = try answer("POST", Route.heartbeat(segment(door)))
    }

    package func now() throws(ClientError) -> Reply<NowBody> { try get(Route.now) }

    package func checklist() throws(ClientError) -> Reply<ChecklistBody> {
        try get(Route.checklist)
    }

    package func prompts(in state: Prompt.State) throws(ClientError) -> Reply<PromptsBody> {
        try get(Route.prompts + "?state=\(state.rawValue)")
    }
}
