import DoorstepAPI
import DoorstepCore

/// The routes of the doors and the counter.
extension DaemonClient {
    package func enter(_ body: CrossingBody) throws(ClientError) -> Reply<RecordedBody> {
        try write(Route.entrances, body)
    }

    package func exit(_ body: CrossingBody) throws(ClientError) -> Reply<RecordedBody> {
        try write(Route.exits, body)
    }

    package func open(_ body: OpeningBody) throws(ClientError) -> Reply<RecordedBody> {
        try write(Route.openings, body)
    }

    package func answer(_ prompt: String, _ body: AnswerBody) throws(ClientError)
        -> Reply<RecordedBody>
    {
        try write(Route.answer(segment(prompt)), body)
    }

    package func tie(_ prompt: String, _ body: TieBody) throws(ClientError) -> Reply<RecordedBody> {
        try write(Route.tie(segment(prompt)), body)
    }

    package func recount(_ body: RecountBody) throws(ClientError) -> Reply<RecordedBody> {
        try write(Route.occupancy, body)
    }

    package func dismiss(_ body: DismissalBody) throws(ClientError) -> Reply<RecordedBody> {
        try write(Route.dismissals, body)
    }

    package func void(_ sequence: Sequence, _ body: VoidBody) throws(ClientError)
        -> Reply<RecordedBody>
    {
        try write(Route.void(sequence.value), body)
    }

    package func feedback(_ body: FeedbackBody) throws(ClientError) -> Reply<RecordedBody> {
        try write(Route.feedback, body)
    }

    /// The trading day's feedback, in order.
    package func feedback() throws(ClientError) -> Reply<FeedbackListBody> {
        try get(Route.feedback)
    }

    package func review(_ feedback: Sequence, _ body: ReviewBody) throws(ClientError)
        -> Reply<RecordedBody>
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
