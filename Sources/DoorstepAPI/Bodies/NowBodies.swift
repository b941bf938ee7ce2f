import DoorstepCore
import DoorstepWords

/// The shop as a counter draws it: the answer of `GET /v1/now`, the data of a `beat` and of a `reset`, and the member
/// `now` of every other event of the stream.
///
/// A screen shows what it says and works nothing out: a picture with a smaller `sequence` than the one it has is older,
/// and one of another ledger is of other facts.
package struct NowBody: Hashable, Sendable, Codable {
    package let at: Timestamp
    package let shop: String

    /// IANA name of the shop's zone.
    package let timeZone: String

    /// The trading day.
    package let day: LocalDate

    /// The ledger's id, and its last fact that these figures contain: with both the stream is resumed.
    package let ledger: LedgerID
    package let sequence: Sequence

    /// Signed; screens show at least 0.
    package let occupancy: Int
    package let today: DayCounts

    /// The open ones in the order in which to deal with them, the first `mostPrompts` of `openPrompts`.
    package let prompts: [Prompt]
    package let openPrompts: Int

    /// The visits with people inside, as far as is known: the oldest, at most 20.
    package let visits: [Visit]

    /// For the farewells among `prompts`, who may be leaving; one of which nothing is to be said is left out, and the
    /// list too when it is empty.
    package let leaving: [LeavingBody]?

    /// The farewell answered last, while its outcome may be noted.
    package let lastFarewell: LastFarewellBody?
    package let doors: [DoorBody]

    /// Doors that report more than people can make, or did today; left out when there are none.
    package let madDoors: [MadDoorBody]?

    /// Whether the day's summary has been made.
    package let dayIsClosed: Bool

    /// When the next summary will be made.
    package let nextClosing: Timestamp

    /// Messages to the managers that were given up or are held; 0 is left out.
    package let undelivered: Int?

    /// The last facts that a person may undo, newest first, and among them some that are undone.
    package let recent: [RecentFactBody]

    /// More than the nine that a key picks, so that the list stays full while some of them are being answered. Every
    /// event carries them to every screen: twenty would be 20 KB.
    package static let mostPrompts = 12

    /// `lastSeen` is asked for each door.
    package init(
        at: Timestamp, shop: Shop, ledger: LedgerID, snapshot: FloorSnapshot, undelivered: Int,
        lastSeen: (String) -> Timestamp?
    ) {
        self.at = at
        self.shop = shop.name
        timeZone = shop.calendar.zone.name
        day = snapshot.day.date
        self.ledger = ledger
        sequence = snapshot.sequence
        occupancy = snapshot.occupancy
        today = snapshot.counts
        prompts = Array(snapshot.prompts.inOrder(at: at).prefix(Self.mostPrompts))
        openPrompts = snapshot.openPrompts
        visits = snapshot.visits
        let leaving = prompts.compactMap { LeavingBody($0, snapshot.leaving($0)) }
        self.leaving = leaving.isEmpty ? nil : leaving
        lastFarewell = snapshot.lastFarewell.flatMap { $0.until > at ? LastFarewellBody($0) : nil }
        doors = DoorBody.list(snapshot.doors, lastSeen: lastSeen)
        madDoors = MadDoorBody.list(snapshot.madDoors, at: at)
        dayIsClosed = snapshot.isClosed
        nextClosing = shop.calendar.nextClosing(of: snapshot.day, isClosed: snapshot.isClosed)
        self.undelivered = undelivered == 0 ? nil : undelivered
        recent = snapshot.recent.items.map(RecentFactBody.init)
    }
}

/// The parties among whom the one of a farewell may be.
package struct LeavingBody: Hashable, Sendable, Codable {
    /// The farewell's id, a text.
    private let id: Sequence.Text
    package var prompt: Sequence { id.sequence }

    /// The visits that `POST /v1/prompts/{id}/tie` may name, the guessed one first; empty when the visit is certain.
    package let visits: [Visit]

    /// The party that was excluded coming in and may be leaving now.
    package let excluded: ExcludedParty?

    private enum CodingKeys: String, CodingKey {
        case id = "prompt"
        case visits, excluded
    }

    /// Nil when there is nothing to choose and nobody to propose.
    init?(_ prompt: Prompt, _ leaving: Leaving?) {
        guard let leaving, leaving.visits.count > 1 || leaving.excluded != nil else { return nil }
        id = Sequence.Text(prompt.id)
        visits = leaving.visits.count > 1 ? leaving.visits : []
        excluded = leaving.excluded
    }
}

/// The farewell that was answered last: `POST /v1/prompts/{id}/outcome` notes what the visit was.
package struct LastFarewellBody: Hashable, Sendable, Codable {
    /// The farewell's id, a text.
    private let id: Sequence.Text
    package var prompt: Sequence { id.sequence }
    package let door: String
    package let people: Int
    package let leftAt: Timestamp

    /// When the screens stop asking.
    package let until: Timestamp

    private enum CodingKeys: String, CodingKey {
        case id = "prompt"
        case door, people, leftAt, until
    }

    init(_ farewell: LastFarewell) {
        id = Sequence.Text(farewell.prompt)
        door = farewell.door
        people = farewell.people
        leftAt = farewell.leftAt
        until = farewell.until
    }
}

/// A fact that a person may have recorded by mistake, in words: `entrance, front, 2 people`.
package struct RecentFactBody: Hashable, Sendable, Codable {
    /// Names it in `POST /v1/facts/{sequence}/void`.
    package let sequence: Sequence
    package let kind: Event.Kind
    package let at: Timestamp

    /// Whether it has been undone already.
    package let undone: Bool

    /// In each language of the screens, without the time.
    package let words: TextByLanguage

    init(_ item: RecentFacts.Item) {
        sequence = item.fact.sequence
        kind = item.fact.kind
        at = item.fact.at
        undone = item.isUndone
        words = TextByLanguage(
            Dictionary(CounterWords.all.map { ($0.language, $0.text(of: item.fact.event)) }) { $1 })
    }
}

/// A door whose sensor is mad, or was today, while nobody has excluded what it reported then.
package struct MadDoorBody: Hashable, Sendable, Codable {
    package let door: String

    /// From the first crossing that made the rate too high to the last one that was too many.
    package let from: Timestamp
    package let to: Timestamp
    package let crossings: Int

    /// Crossings a minute, by the last ones.
    package let perMinute: Int

    /// Whether the door is sane again.
    package let over: Bool

    init(_ mad: MadDoor, at now: Timestamp) {
        door = mad.door
        from = mad.span.from
        to = mad.span.to
        crossings = mad.span.crossings
        perMinute = mad.perMinute
        over = !mad.isMad(at: now)
    }

    /// Nil when there are none.
    package static func list(_ doors: [MadDoor], at now: Timestamp) -> [MadDoorBody]? {
        doors.isEmpty ? nil : doors.map { MadDoorBody($0, at: now) }
    }
}

package struct DoorBody: Hashable, Sendable, Codable {
    package let name: String

    /// `up` or `down`.
    package let state: String

    /// Since when it is down, and why.
    package let since: Timestamp?
    package let reason: String?

    /// The last crossing, opening or heartbeat in this run of the daemon.
    package let lastSeen: Timestamp?

    package init(_ status: DoorStatus, lastSeen: Timestamp?) {
        name = status.door
        state = status.down == nil ? "up" : "down"
        since = status.down?.since
        reason = status.down?.reason
        self.lastSeen = lastSeen
    }

    /// `lastSeen` is asked for each door.
    package static func list(
        _ doors: [DoorStatus], lastSeen: (String) -> Timestamp?
    ) -> [DoorBody] {
        doors.map { DoorBody($0, lastSeen: lastSeen($0.door)) }
    }
}
