import DoorstepCore
import Foundation

/// The cost of choosing scripts for a prompt, a step before the answer to each entrance.
struct ChoosingScripts {
    private static let scripts = 500
    private static let choicesADay = 1000

    func measure(_ report: inout Report) {
        var chooser = ScriptChooser(book)
        var prompt = Sequence.zero
        // Three days and a first look come first, so that one-time work is not measured.
        for _ in 0..<3 { _ = day(&chooser, &prompt) }
        _ = Self.resident
        let before = Self.resident
        let times = day(&chooser, &prompt)
        for _ in 1..<Self.days { _ = day(&chooser, &prompt) }
        let grown = Self.resident - before
        let median = Statistics(times).median
        report.add(
            "choosing among \(Self.scripts) scripts, median of \(times.count)",
            measured: "\((median * 10).rounded() / 10) µs", floor: "", budget: "≤ 100 µs",
            ratio: median / 100)
        report.add(
            "memory grown by \(Self.days) days of \(Self.choicesADay) choices",
            measured: "\(grown) KiB", floor: "", budget: "≤ 64 KiB", ratio: Double(grown) / 64)
    }

    /// Enough days for two bytes kept by each choice to show.
    private static let days = 50

    /// The memory in use, in KiB of whole pages.
    private static var resident: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * Int(sysconf(Int32(_SC_PAGESIZE))) / 1024
    }

    /// The times of a day's choices in microseconds.
    private func day(_ chooser: inout ScriptChooser, _ prompt: inout Sequence) -> [Double] {
        var times: [Double] = []
        times.reserveCapacity(Self.choicesADay)
        for number in 0..<Self.choicesADay {
            prompt = prompt.next
            let situation = situation(number)
            times.append(
                milliseconds {
                    let chosen = chooser.choose(
                        .greeting, pack: 0, in: situation, for: prompt, atMost: 3)
                    if let first = chosen.first { chooser.noteShown(first.id, for: prompt) }
                } * 1000)
        }
        return times
    }

    private func situation(_ number: Int) -> Situation {
        var situation = Situation(
            date: LocalDate(dayNumber: 20412 + Int64(number % 365)),
            time: TimeOfDay(seconds: number * 79 % 86400), season: .winter)
        situation.people = 1 + number % 5
        situation.othersInside = number % 17
        situation.openPrompts = number % 4
        situation.isHoliday = number % 9 == 0
        return situation
    }

    /// Scripts of one moment with many kinds of conditions.
    private var book: ScriptBook {
        let scripts = (0..<Self.scripts).map { number in
            var conditions = Conditions()
            if number % 3 == 0 {
                conditions.hours = [
                    TimeRange(
                        start: TimeOfDay(minutes: number % 1440),
                        end: TimeOfDay(minutes: (number + 700) % 1440))
                ]
            }
            if number % 4 == 1 {
                conditions.dates = [
                    .yearly(MonthDay(ordinal: 1 + number % 366), MonthDay(ordinal: 200))
                ]
            }
            if number % 5 == 0 { conditions.weekdays = [.saturday, .sunday, .monday] }
            if number % 7 == 0 { conditions.people = CountRange(2, nil) }
            if number % 8 == 0 { conditions.occupancy = CountRange(0, 10) }
            return Script(
                id: ScriptID(rawValue: "fr/s\(number)"), moment: .greeting,
                text: "{dayPart}, bienvenue chez {shop} !", conditions: conditions,
                weight: 1 + number % 3)
        }
        return ScriptBook(
            [ScriptPack(language: "fr", words: PackWords(ownWords: "…"), scripts: scripts)],
            shop: "Doorstep")
    }
}
