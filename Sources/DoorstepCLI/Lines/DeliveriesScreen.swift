import DoorstepAPI
import DoorstepCore
import DoorstepWords

/// Deliveries for people: dead and held ones, oldest first; then waiting, oldest first; then done, newest first.
struct DeliveriesScreen {
    /// Newest first, as the daemon lists them.
    let deliveries: [DeliveryBody]
    let destinations: [DestinationBody]

    /// Whether all deliveries are shown, however many there are.
    let isWhole: Bool
    let clock: WallClock

    var lines: [String] {
        let trouble = deliveries.reversed().filter { [.dead, .held].contains($0.state) }
        let waiting = deliveries.reversed().filter { $0.state == .waiting }
        let done = deliveries.filter { [.delivered, .bundled, .dropped].contains($0.state) }
        let shown = [shown(trouble, 5), shown(waiting, 5), shown(done, 8)]
        var table = Table()
        table.add(["State", "Age", "Next", "To", "What"])
        for delivery in shown.joined() { table.add(cells(delivery)) }
        var rows = table.lines[...]
        var lines = destinations.flatMap { SwitchedOffLines($0, clock: clock).lines }
        if !lines.isEmpty { lines.append("") }
        lines.append(rows.removeFirst())
        for (group, all) in zip(shown, [trouble, waiting, done]) {
            for delivery in group {
                lines.append(rows.removeFirst())
                lines += details(delivery).flatMap { indented($0) }
            }
            lines += rest(all.count - group.count, all.first?.state)
        }
        return lines + forAll(trouble) + clock.footnote
    }

    /// The commands that change several deliveries at once.
    private func forAll(_ trouble: [DeliveryBody]) -> [String] {
        var lines: [String] = []
        if trouble.count(where: { $0.state == .dead && isConfigured($0) }) > 1 {
            lines += ["", "To send all that are dead again:  doorstep deliveries retry --all-dead"]
        }
        let gone = Dictionary(grouping: trouble.filter { !isConfigured($0) }, by: \.destination)
        for name in gone.filter({ $0.value.count > 1 }).keys.sorted() {
            let why = "\(name) is no longer in the configuration. To drop its deliveries:"
            lines += [""] + wrapped(why, to: 80)
            lines.append("  doorstep deliveries drop --all-dead --destination \(name)")
        }
        return lines
    }

    /// Whether the configuration has the delivery's destination; without it nothing is sent.
    private func isConfigured(_ delivery: DeliveryBody) -> Bool {
        destinations.contains { $0.name == delivery.destination }
    }

    private func shown(_ list: [DeliveryBody], _ most: Int) -> [DeliveryBody] {
        // A line that says "and 1 more" takes as much room as the delivery itself.
        isWhole || list.count <= most + 1 ? list : Array(list.prefix(most))
    }

    private func rest(_ count: Int, _ state: Delivery.State?) -> [String] {
        guard count > 0, let state else { return [] }
        return [
            "  and \(english.count(count)) more:  doorstep deliveries --state \(state.rawValue)"
        ]
    }

    private func cells(_ delivery: DeliveryBody) -> [String] {
        [
            delivery.state.rawValue, rough(clock.now() - delivery.createdAt), next(delivery),
            clipped(delivery.destination, to: 16), clipped(delivery.title, to: 32),
        ]
    }

    private func next(_ delivery: DeliveryBody) -> String {
        guard let due = delivery.dueAt else { return "" }
        let off = destinations.first { $0.name == delivery.destination && $0.state != .on }
        guard off == nil else { return off?.state.rawValue ?? "" }
        // A destination gets its messages in order.
        let first = deliveries.last {
            $0.state == .waiting && $0.destination == delivery.destination
        }
        guard first?.id == delivery.id else { return "in turn" }
        return due <= clock.now() ? "now" : "in \(rough(due - clock.now()))"
    }

    private func details(_ delivery: DeliveryBody) -> [String] {
        let last = delivery.attempts.last.map { last in
            english.counted(delivery.attempts.count, "attempt", "attempts")
                + ", the last \(clock.timeOrDate(last.at)): " + AttemptWords(last).text
        }
        let tried = [last].compactMap(\.self)
        switch delivery.state {
        case .delivered, .dropped: return []
        case .bundled: return ["sent in one message with others"]
        case .waiting, .held, .dead:
            guard isConfigured(delivery) else {
                return tried + ["  doorstep deliveries drop \(delivery.id.rawValue)"]
            }
            guard delivery.state == .dead else { return tried }
            return tried + ["  doorstep deliveries retry \(delivery.id.rawValue)"]
        }
    }
}

extension DeliveryBody {
    /// The name: `day 2026-11-21`, with its revision from the second on; `3 summaries in one` for several.
    var title: String {
        let parts = subject.split(separator: ";")
        guard parts.count <= 1 else { return "\(parts.count) summaries in one" }
        var title = subject.hasPrefix("summary.") ? String(subject.dropFirst(8)) : subject
        if title.hasSuffix(", revision 1") { title.removeLast(12) }
        return title
    }
}
