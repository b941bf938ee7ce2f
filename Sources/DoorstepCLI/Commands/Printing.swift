import DoorstepAPI
import DoorstepClient
import DoorstepCore

extension Terminal {
    /// Prints the recorded fact, as lines for people or as JSON for programs.
    func print(
        _ reply: Reply<Recorded>, as option: JSONOption, from client: DaemonClient
    ) throws {
        try print(reply, as: option) { $0.lines(clock(client)) }
    }

    func print<Body>(
        _ reply: Reply<Body>, as option: JSONOption, lines: (Body) -> [String]
    ) throws {
        if option.json {
            try print(reply.bytes)
        } else {
            for line in lines(reply.body) { try print(line) }
        }
    }
}
