/// The situation of a prompt: all that the choice of a script depends on, except what was said before.
package struct Situation: Hashable, Sendable {
    package var date: LocalDate
    package var time: TimeOfDay
    package var isHoliday = false
    package var season: Season

    /// People inside besides the party.
    package var othersInside = 0

    /// Prompts open on the counter besides this one.
    package var openPrompts = 0

    /// The size of the party.
    package var people = 1
    package var areChildrenWelcome = false

    /// The visitor; nil when nothing is known of them.
    package var visitor: Conditions.Visitor?
    package var level = PermissionLevel.stranger

    /// The outcome that the staff noted on the greeting of the visit, when it is certain which visit it is.
    package var cameFor: Outcome?

    /// The first name of the person at the counter, and the nickname of a regular; nil when there is none.
    package var staff: String?
    package var nickname: String?

    /// The closing time; nil when the shop is shut, about to close, or does not close within a day.
    package var closesAt: TimeOfDay?

    package init(date: LocalDate, time: TimeOfDay, season: Season) {
        self.date = date
        self.time = time
        self.season = season
    }
}

extension Shop {
    /// The situation at `moment` as far as clock and configuration tell it, without the people who are there.
    package func situation(at moment: Timestamp, people: Int = 1) -> Situation {
        let (date, time) = calendar.wallClock(at: moment)
        var situation = Situation(
            date: date, time: time, season: Season(of: date.monthDay, in: hemisphere))
        situation.isHoliday = calendar.hours.holidays.contains(date)
        situation.people = people
        situation.areChildrenWelcome = reception.childrenWelcome
        situation.staff = scripts.staff
        situation.closesAt = calendar.closing(on: date, at: time).flatMap { closing in
            let left = (closing.seconds - time.seconds + 86400) % 86400
            return left < Self.aboutToClose && left > 0 ? nil : closing
        }
        return situation
    }

    /// The seconds before the closing in which visitors are not told the closing time: it would hurry them.
    private static let aboutToClose = 15 * 60
}
