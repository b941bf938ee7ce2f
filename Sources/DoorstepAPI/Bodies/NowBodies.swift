import DoorstepCore

/// Occupancy and the trading day's counts.
package struct CountsBody: Hashable, Sendable, Codable {
    /// Signed; screens show at least 0.
    package let occupancy: Int
    package let openPrompts: Int
    package let today: DayCounts

    package init(occupancy: Int, openPrompts: Int, today: DayCounts) {
        self.occupancy = occupancy
        self.openPrompts = openPrompts
        self.today = today
    }

    package init(_ snapshot: FloorSnapshot) {
        self.init(
            occupancy: snapshot.occupancy, openPrompts: snapshot.openPrompts,
            today: snapshot.counts)
    }
}

/// `GET /v1/now`.
package struct NowBody: Hashable, Sendable, Codable {
    package let at: Timestamp
    package let shop: String

    /// The trading day.
    package let day: LocalDate

    /// The ledger's id, and its last fact that these figures contain: with both the stream is resumed.
    package let ledger: LedgerID
    package let sequence: Sequence

    /// Signed; screens show at least 0.
    package let occupancy: Int
    package let today: DayCounts

    /// The open ones, oldest due first.
    package let prompts: [PromptBody]

    /// The visits with people inside, as far as is known: the oldest, at most 20.
    package let visits: [VisitBody]
    package let doors: [DoorBody]

    /// Doors that report more than people can make, or did today; left out when there are none.
    package let madDoors: [MadDoorBody]?

    /// Whether the day's summary has been made.
    package let dayIsClosed: Bool

    /// When the next summary will be made.
    package let nextClosing: Timestamp

    /// Messages to the managers that were given up or are held; 0 is left out.
    package let undelivered: Int?

    package init(
        at: Timestamp, shop: String, ledger: LedgerID, snapshot: FloorSnapshot, doors: [DoorBody],
        nextClosing: Timestamp, undelivered: Int
    ) {
        self.at = at
        self.shop = shop
        day = snapshot.day.date
        self.ledger = ledger
        sequence = snapshot.sequence
        occupancy = snapshot.occupancy
        today = snapshot.counts
        prompts = snapshot.prompts.map(PromptBody.init)
        visits = snapshot.visits.map(VisitBody.init)
        self.doors = doors
        madDoors = MadDoorBody.list(snapshot.madDoors, at: at)
        dayIsClosed = snapshot.isClosed
        self.nextClosing = nextClosing
        self.undelivered = undelivered == 0 ? nil : undelivered
    }
}

/// The data of a `beat` of the stream: what may change without a fact, and what tells that a fact was missed.
package struct BeatBody: Hashable, Sendable, Codable {
    package let at: Timestamp

    /// Of the last fact: a reader that has an older one has missed something.
    package let sequence: Sequence

    /// Messages to the managers that were given up or are held; 0 is left out.
    package let undelivered: Int?

    /// Doors that report more than people can make, or did today; left out when there are none.
    package let madDoors: [MadDoorBody]?

    package init(
        at: Timestamp, sequence: Sequence, undelivered: Int, madDoors: [MadDoor] = []
    ) {
        self.at = at
        self.sequence = sequence
        self.madDoors = MadDoorBody.list(madDoors, at: at)
        self.undelivered = undelivered == 0 ? nil : undelivered
    }
}

/// A visit that is going on.
package struct VisitBody: Hashable, Sendable, Codable {
    /// The entrance that began it.
    package let id: String
    package let enteredAt: Timestamp

    /// The number of people of the visit who are still inside.
    package let people: Int

    package init(_ visit: Visit) {
        id = visit.id.description
        enteredAt = visit.enteredAt
        people = visit.peopleInside
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
    static func list(_ doors: [MadDoor], at now: Timestamp) -> [MadDoorBody]? {
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
}
