/// The outlook at the moment of a message: the shop's next opening, and the doors that are not observed.
package struct Outlook: Hashable, Sendable, Codable {
    /// The date of the next opening within a fortnight, today's while it lasts; nil of a shop that never shuts.
    package let day: LocalDate?

    /// The opening hours of that date: `09:00-12:30`.
    package let hours: [String]

    /// The doors that are not observed at the moment, in the shop's order.
    package let silentDoors: [String]

    package init(_ shop: Shop, doors: [DoorStatus], at now: Timestamp) {
        silentDoors = doors.filter { $0.down != nil }.map(\.door)
        let calendar = shop.calendar
        let today = calendar.tradingDay(containing: now).date
        day =
            calendar.hours == .always
            ? nil
            : (0...14).lazy.map { LocalDate(dayNumber: today.dayNumber + $0) }.first { date in
                calendar.openIntervals(of: calendar.tradingDay(date)).contains { $0.end > now }
            }
        hours = day.map { calendar.hours.ranges(on: $0).map(\.description) } ?? []
    }
}

extension Floor {
    package func outlook(at now: Timestamp) -> Outlook {
        Outlook(shop, doors: shop.doors.compactMap { state.doors[$0.name] }, at: now)
    }
}
