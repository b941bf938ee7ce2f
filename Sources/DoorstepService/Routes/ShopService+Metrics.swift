import DoorstepCore
import DoorstepStore

extension ShopService {
    /// Prometheus' text format, version 0.0.4.
    var metricsText: String {
        let counts = metrics.current
        let floor = ledger.floor
        var page = MetricsPage()
        page.add(
            "doorstep_facts_total", .counter, "Facts in the ledger.", floor.sequence.value)
        page.add(
            "doorstep_commits_total", .counter,
            "Commits since the daemon started, each with one sync and at least one fact.",
            Int64(counts.commits))
        page.add(
            "doorstep_occupancy", .gauge, "People inside, signed.", Int64(floor.occupancy))
        page.add(
            "doorstep_people_total", .counter, "People who crossed since the daemon started.",
            floor.doors.flatMap { door in
                ["in", "out"].map { direction in
                    let crossed = ServiceMetrics.Crossed(door: door.door, direction: direction)
                    let name = MetricsPage.escaped(door.door)
                    return (
                        "{door=\"\(name)\",direction=\"\(direction)\"}",
                        Int64(counts.people[crossed] ?? 0)
                    )
                }
            })
        page.add(
            "doorstep_prompts_open", .gauge, "Greetings and farewells that are due.",
            Int64(floor.openPrompts))
        page.add(
            "doorstep_deliveries_dead", .gauge, "Messages to managers that were given up.",
            Int64(ledger.health.deadDeliveries))
        page.add(
            "doorstep_stream_readers", .gauge, "Counter screens that listen.",
            Int64(broadcaster.readerCount))
        page.add(
            "doorstep_door_up", .gauge, "1 while the door is being observed.",
            floor.doors.map { door in
                ("{door=\"\(MetricsPage.escaped(door.door))\"}", door.down == nil ? 1 : 0)
            })
        let now = ledger.now
        page.add(
            "doorstep_door_mad", .gauge, "1 while the door reports more than people can make.",
            floor.doors.map { door in
                let isMad = floor.madDoors.contains { $0.door == door.door && $0.isMad(at: now) }
                return ("{door=\"\(MetricsPage.escaped(door.door))\"}", isMad ? 1 : 0)
            })
        page.add(
            "doorstep_http_requests_total", .counter, "Requests answered since the start.",
            counts.requests.sorted { $0.key < $1.key }.map {
                (#"{status="\#($0.key)"}"#, Int64($0.value))
            })
        return page.text
    }
}

/// A page of samples as Prometheus reads them.
struct MetricsPage {
    private(set) var text = ""

    enum Kind: String { case counter, gauge }

    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Int64) {
        add(name, kind, help, [("", value)])
    }

    mutating func add(
        _ name: String, _ kind: Kind, _ help: String, _ samples: [(labels: String, value: Int64)]
    ) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        for sample in samples { text += "\(name)\(sample.labels) \(sample.value)\n" }
    }

    /// A label's value between quotes.
    static func escaped(_ value: String) -> String {
        value.map { $0 == "\\" || $0 == "\"" ? "\\\($0)" : $0 == "\n" ? "\\n" : "\($0)" }.joined()
    }
}
