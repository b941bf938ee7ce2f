import ArgumentParser
import DoorstepAPI
import DoorstepClient
import DoorstepCore
import DoorstepWords

struct ExcludeCommand: TerminalCommand {
    static let configuration = CommandConfiguration(
        commandName: "exclude",
        abstract: "Leave out of the figures what a door's faulty sensor reported.",
        usage: """
            doorstep exclude episode [<options>]
            doorstep exclude --from <time> --to <time> [--door <door>] [<options>]
            """,
        discussion: """
            “episode” is the last time in which a door reported more crossings than people can make, today or in the \
            week before. Nothing is erased: the ledger gets one fact that names the door and the times, and  doorstep \
            undo  takes it back. A closed day's summary is made anew.

            To exclude a single entrance, use  doorstep answer PROMPT not-a-visitor --reason REASON.
            """)

    @Argument(help: ArgumentHelp("“episode”, for the last one.", valueName: "episode"))
    var what: String?

    @Option(help: "The door. May be left out where the shop has only one.")
    var door: String?

    @Option(
        help: ArgumentHelp(
            "The first moment: 11:15, 11:15:02, or with date and zone.", valueName: "time"),
        transform: GivenTime.read)
    var from: GivenTime?

    @Option(
        help: ArgumentHelp("The last moment, included.", valueName: "time"),
        transform: GivenTime.read)
    var to: GivenTime?

    @OptionGroup var output: JSONOption
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if let what, what != "episode" {
            throw ValidationError(
                "“\(what)” is not understood: it is “episode”, or --from and --to.")
        }
        let hasTimes = from != nil || to != nil
        if what != nil, hasTimes {
            throw ValidationError("“episode” has its own times: leave --from and --to out.")
        }
        if what == nil, from == nil || to == nil {
            throw ValidationError("Give “episode”, or both --from and --to.")
        }
    }

    func run(in terminal: Terminal) throws {
        let client = connection.client(in: terminal)
        let body: DismissalBody
        if let from, let to {
            body = DismissalBody(
                door: door, from: try from.timestamp(terminal, client),
                to: try to.timestamp(terminal, client))
        } else {
            let last = try lastEpisode(client)
            let clock = terminal.clock(client)
            terminal.say(
                "Excluding the episode of door \(last.door), \(clock.timeOrDate(last.from)) to "
                    + clock.marked(clock.timeOrDate(last.to)) + ": "
                    + english.counted(last.crossings, "crossing", "crossings"))
            body = DismissalBody(door: last.door, from: last.from, to: last.to)
        }
        try terminal.print(try client.dismiss(body), as: output, from: client)
    }

    /// Number of days before today that are searched.
    private static let daysBack: Int64 = 7

    private struct Found {
        let door: String
        let from: Timestamp
        let to: Timestamp
        let crossings: Int
    }

    /// The last episode, of the named door if there is one. An episode that still goes on counts up to now.
    private func lastEpisode(_ client: DaemonClient) throws -> Found {
        let now = try client.now().body
        for daysAgo in 0...Self.daysBack {
            let day = LocalDate(dayNumber: now.day.dayNumber - daysAgo)
            let episodes = try client.summary(day: day).body.episodes
                .filter { !$0.excluded && (door == nil || $0.door == door) }
                .compactMap { episode -> Found? in
                    guard let from = Timestamp(episode.from), let to = Timestamp(episode.to) else {
                        return nil
                    }
                    return Found(
                        door: episode.door, from: from, to: to, crossings: episode.crossings)
                }
            if let last = episodes.max(by: { $0.to < $1.to }) { return last }
        }
        throw CommandFailure(
            "no door has reported too many crossings in the last \(Self.daysBack) days",
            hint: "to exclude other wrong crossings, give --from and --to")
    }
}
