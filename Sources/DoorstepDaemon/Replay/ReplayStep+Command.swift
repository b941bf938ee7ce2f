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
        switch action {
        case .enter(let body): return body.entrance()
        case .exit(let body): return body.exit()
        case .open(let body): return body.command()
        case .answer(let prompt, var body, let exit):
            body.exit = try exit.map(fact)
            return body.command(for: try fact(prompt))
        case .outcome(let prompt, let body): return body.command(for: try fact(prompt))
        case .tie(let prompt, let visit):
            return TieBody(visit: try fact(visit)).command(for: try fact(prompt))
        case .void(let label, let body): return body.command(for: try fact(label))
        case .recount(let body): return body.command()
        case .feedback(let body): return body.command()
        case .review(let label, let body): return body.command(for: try fact(label))
        case .heartbeat: return nil
        }
    }
}
