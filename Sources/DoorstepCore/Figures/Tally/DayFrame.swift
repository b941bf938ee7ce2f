/// The frame for sorting a trading day's crossings: its hours, and the greeting's window.
package struct DayFrame: Hashable, Sendable {
    package let day: TradingDay

    /// The hours as the wall clock strikes them, in order: labels unique within the day.
    let labels: [String]
    let intervals: [Interval]

    let open: [Interval]

    /// The greeting's window, in milliseconds after the entrance; both ends are in it.
    let greetAfter: Int64
    let greetWithin: Int64

    package init(_ date: LocalDate, shop: Shop) {
        self.init(shop.calendar.tradingDay(date), shop: shop)
    }

    package init(_ day: TradingDay, shop: Shop) {
        self.day = day
        let hours = shop.calendar.localHours(of: day)
        labels = hours.map(\.label)
        intervals = hours.map(\.interval)
        open = shop.calendar.openIntervals(of: day)
        greetAfter = shop.reception.greetAfter.milliseconds
        greetWithin = shop.reception.greetWithin.milliseconds
    }

    /// The index of the hour that `moment` lies in. There are some 24: a binary search would cost more.
    func hour(of moment: Timestamp) -> Int {
        var index = intervals.count - 1
        while index > 0, intervals[index].start > moment { index -= 1 }
        return index
    }
}
