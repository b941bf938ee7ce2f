import DoorstepAPI
import DoorstepCore

extension ReplayStep {
    /// The command that the call would give the ledger; nil for one that records nothing. `facts` holds the numbers of
    /// the earlier lines' facts by their labels.
    func command(_ facts: [String: Sequence]) throws -> Command? {
        func fact(_ label: String) throws -> Sequence {
            guard let fact = facts[label] else {
                throw ScratchRunError(
                    "line \(line): “\(label)” is the label of a line that records nothing")
            }
            return fact
        }
        func command(
            _ request: Command.Request, at: Timestamp? = nil, source: String? = nil
        ) -> Command {
            Command(request, at: at, source: source ?? "staff")
        }
        switch action {
        case .enter(let body):
            return command(
                .enter(door: body.door, people: body.people ?? 1), at: body.at,
                source: body.source)
        case .exit(let body):
            return command(
                .exit(door: body.door, people: body.people ?? 1), at: body.at, source: body.source)
        case .open(let body):
            return command(.open(door: body.door), at: body.at, source: body.source)
        case .answer(let prompt, let body, let exit):
            guard let reply = Command.Reply(rawValue: body.answer) else { return nil }
            let details = Command.AnswerDetails(
                script: body.script.map { ScriptID(rawValue: $0) },
                observed: body.observed ?? Observed(), outcome: body.outcome, reason: body.reason,
                exit: try exit.map(fact))
            return command(.answer(prompt: try fact(prompt), reply, details), at: body.at)
        case .tie(let prompt, let visit):
            return command(.tie(exit: try fact(prompt), visit: try fact(visit)))
        case .void(let label, let body):
            return command(.void(try fact(label), reason: body.reason))
        case .recount(let body):
            return command(.recount(people: body.people, reason: body.reason))
        case .feedback(let body):
            return command(
                .feedback(face: body.face, device: body.device), at: body.at,
                source: body.device.map { "feedback:\($0)" })
        case .review(let label, let body):
            return command(.review(feedback: try fact(label), counts: body.counts))
        case .heartbeat: return nil
        }
    }
}
