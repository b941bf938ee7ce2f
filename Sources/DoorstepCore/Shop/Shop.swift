/// The shop as the configuration describes it: everything that a rule may ask.
package struct Shop: Sendable {
    package let name: String

    /// Two-letter codes; the first is the language that prompts start in.
    package let languages: [String]

    /// The calendar, whose zone rules are replaced when the machine gets newer ones.
    package var calendar: ShopCalendar

    /// The doors, at least one.
    package let doors: [Door]
    package let reception: ReceptionSettings

    /// The scripts in force, replaced when the packs are read again.
    package var scripts: ScriptBook
    package let hemisphere: Hemisphere

    /// The quiet periods; the first that contains a crossing gives the reason of its exclusion.
    package let quiet: [QuietPeriod]

    /// The shop's own items, which may be observed beside the five standard ones.
    package let checklist: [ChecklistItem]

    /// The most that `at` may lie back. Nothing is deleted when it ends.
    package let retention: Duration

    package init(
        name: String, languages: [String], calendar: ShopCalendar, doors: [Door],
        reception: ReceptionSettings = ReceptionSettings(), scripts: ScriptBook,
        hemisphere: Hemisphere = .north, retention: Duration = .seconds(1096 * 86400),
        quiet: [QuietPeriod] = [], checklist: [ChecklistItem] = []
    ) {
        self.name = name
        self.languages = languages
        self.calendar = calendar
        self.doors = doors
        self.reception = reception
        self.scripts = scripts
        self.hemisphere = hemisphere
        self.retention = retention
        self.quiet = quiet
        self.checklist = checklist
    }
}

/// One door of the shop.
package struct Door: Hashable, Sendable {
    package let name: String

    /// The silence after which the door counts as not observed, for a sensor that sends heartbeats. Nil for a door kept
    /// by hand, which is observed while the daemon runs.
    package let silentAfter: Duration?

    /// Whether only staff use the door, so that none of its crossings is a visitor's.
    package let isStaffOnly: Bool

    /// The rate above which the door is mad; nil for a door without a limit.
    package let rateLimit: RateLimit?

    package init(
        name: String, silentAfter: Duration? = nil, isStaffOnly: Bool = false,
        rateLimit: RateLimit? = nil
    ) {
        self.name = name
        self.silentAfter = silentAfter
        self.isStaffOnly = isStaffOnly
        self.rateLimit = rateLimit
    }
}

/// The windows of greeting and farewell: DESIGN section 7.
package struct ReceptionSettings: Hashable, Sendable {
    package let greetAfter: Duration
    package let greetWithin: Duration
    package let lapseAfter: Duration
    package let farewellWithin: Duration

    /// Whether children are welcome, which a script may have as a condition.
    package let childrenWelcome: Bool
    /// The time from the entrance to the look-in at a visitor who is still inside and whom nobody is known to have
    /// looked after; nil for no look-ins.
    package let lookInAfter: Duration?

    package init(
        greetAfter: Duration = .seconds(3), greetWithin: Duration = .seconds(30),
        lapseAfter: Duration = .seconds(300), farewellWithin: Duration = .seconds(30),
        childrenWelcome: Bool = false, lookInAfter: Duration? = nil
    ) {
        self.greetAfter = greetAfter
        self.greetWithin = greetWithin
        self.lapseAfter = lapseAfter
        self.farewellWithin = farewellWithin
        self.childrenWelcome = childrenWelcome
        self.lookInAfter = lookInAfter
    }
}
