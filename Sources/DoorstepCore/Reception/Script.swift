/// One wording of a greeting, a farewell or a look-in, with the conditions under which it fits.
///
/// Its `id` is `<language>/<name>`, as in `fr/matin-1`.
package struct Script: Hashable, Sendable {
    package let id: ScriptID
    package let moment: Moment

    /// The words to say, placeholders and all: `{dayPart}, bienvenue !`.
    package let text: Template
    package let conditions: Conditions

    /// The register that the text is written in; nil for a text that suits both.
    package let register: Register?
    package let asks: Ask
    package let gives: Gift

    /// The weight, 1...10: how often it comes back compared with others of the same specificity.
    package let weight: Int

    /// The number of conditions; of two scripts that fit, the more specific one is chosen. A script for a busy counter
    /// (`openPrompts` of 1 or more) comes before all others: a visitor who waits while others are looked after gets the
    /// short words, whatever the season or the hour.
    package let specificity: Int

    /// The placeholders of its text.
    let placeholders: Set<ScriptPlaceholder>

    package init(
        id: ScriptID, moment: Moment, text: Template, conditions: Conditions = Conditions(),
        register: Register? = nil, asks: Ask = .nothing, gives: Gift = .nothing, weight: Int = 1
    ) {
        self.id = id
        self.moment = moment
        self.text = text
        self.conditions = conditions
        self.register = register
        self.asks = asks
        self.gives = gives
        self.weight = weight
        let isForABusyCounter = (conditions.openPrompts?.least ?? 0) > 0
        specificity = conditions.count + (isForABusyCounter ? Conditions.most : 0)
        placeholders = Set(text.placeholders.compactMap(ScriptPlaceholder.init(rawValue:)))
    }
}

extension Script {
    /// Whether it may be said in `situation`.
    func fits(_ situation: Situation) -> Bool { unmet(in: situation) == 0 }

    /// Whether it may be said in every situation.
    var fitsAlways: Bool {
        conditions.count == 0 && asks <= PermissionLevel.stranger.mostAsked
            && placeholders.isDisjoint(with: [.staff, .nickname, .openingHint])
    }

    /// The number of its conditions that are not met in `situation`. A placeholder without a value counts as one, and
    /// so does a question that is more than the visitor's level allows, whatever was loaded.
    func unmet(in situation: Situation) -> Int {
        var count = 0
        func require(_ isMet: Bool) { if !isMet { count += 1 } }
        require(asks <= situation.level.mostAsked)
        if let level = conditions.level { require(level <= situation.level) }
        if !conditions.hours.isEmpty {
            require(conditions.hours.contains { $0.contains(situation.time) })
        }
        if !conditions.weekdays.isEmpty {
            require(conditions.weekdays.contains(situation.date.weekday))
        }
        if !conditions.dates.isEmpty {
            let day = situation.date.monthDay
            require(conditions.dates.contains { $0.contains(situation.date, day) })
        }
        if !conditions.seasons.isEmpty { require(conditions.seasons.contains(situation.season)) }
        if let holiday = conditions.holiday { require(holiday == situation.isHoliday) }
        if let range = conditions.occupancy { require(range.contains(situation.othersInside)) }
        if let range = conditions.openPrompts { require(range.contains(situation.openPrompts)) }
        if let range = conditions.people { require(range.contains(situation.people)) }
        if let children = conditions.children { require(children == situation.areChildrenWelcome) }
        if let visitor = conditions.visitor { require(visitor == situation.visitor) }
        if !conditions.cameFor.isEmpty {
            require(situation.cameFor.map(conditions.cameFor.contains) ?? false)
        }
        if !placeholders.isEmpty {
            require(situation.staff != nil || !placeholders.contains(.staff))
            require(situation.nickname != nil || !placeholders.contains(.nickname))
            require(situation.closesAt != nil || !placeholders.contains(.openingHint))
        }
        return count
    }
}

/// A script's id: `<language>/<name>`.
package struct ScriptID: Hashable, Comparable, Sendable, RawRepresentable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The id of the alternative for the staff's own words.
    package static func ownWords(_ language: String) -> ScriptID {
        ScriptID(rawValue: "\(language)/\(ownWordsName)")
    }

    /// A name that no script may have.
    package static let ownWordsName = "ownWords"

    package var isOwnWords: Bool { rawValue.hasSuffix("/" + Self.ownWordsName) }

    /// The language in the id. It is found by bytes: by characters it costs ten times as much, and every prompt asks
    /// several times.
    package var language: String {
        String(Substring(rawValue.utf8.prefix { $0 != UInt8(ascii: "/") }))
    }

    package static func < (a: ScriptID, b: ScriptID) -> Bool { a.rawValue < b.rawValue }
}

/// A script with its placeholders filled: what a counter shows.
package struct Wording: Hashable, Sendable, Codable {
    package let id: ScriptID
    package let text: String

    package init(id: ScriptID, text: String) {
        self.id = id
        self.text = text
    }
}

/// The task that a prompt gives to the staff.
package enum Moment: String, Codable, Hashable, Sendable, CaseIterable {
    case greeting
    case farewell
    /// A visitor has been inside for a good while, and nobody is known to have looked after them.
    case lookIn
    /// A door opened and no direction is known: the staff are asked which way the people went.
    case direction

    /// The moments that have scripts. `direction` is a question to the staff, not something to say.
    package static let spoken: [Moment] = [.greeting, .farewell, .lookIn]

    /// The moment's name in a sentence.
    package var name: String { self == .lookIn ? "look-in" : rawValue }
}

/// How visitors are addressed: vous or tu, Sie or du.
package enum Register: String, Hashable, Sendable, CaseIterable {
    case formal, informal
}
