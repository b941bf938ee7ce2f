/// Chooses the words for a prompt: among the scripts that fit, the most specific, then the one said longest
/// ago; never the same twice running while another fits.
///
/// The same facts make the same choices, so every counter sees the same words. It is asked several times for
/// each crossing, on the way to the answer: see `ScriptBook`.
package struct ScriptChooser: Sendable {
    package let book: ScriptBook

    /// By candidate: the prompt it was last shown or said for, 0 for never. Later prompts have higher sequences.
    private var lastSaid: [Int64]

    /// By shelf: the candidate shown last, -1 for none.
    private var lastShown: [Int]

    /// By shelf: the prompt it was shown for.
    private var shownFor: [Int64]

    package init(_ book: ScriptBook) {
        self.book = book
        lastSaid = Array(repeating: 0, count: book.scripts.count)
        lastShown = Array(repeating: -1, count: book.shelfCount)
        shownFor = Array(repeating: 0, count: book.shelfCount)
    }

    /// The same memory among the scripts of another book, as far as they are the same by their ids.
    package func adopting(_ book: ScriptBook) -> ScriptChooser {
        var adopted = ScriptChooser(book)
        for (number, script) in book.scripts.enumerated() {
            guard let before = self.book.number(of: script.id) else { continue }
            adopted.lastSaid[number] = lastSaid[before]
            guard let old = self.book.shelf(of: before), lastShown[old] == before,
                let shelf = book.shelf(of: number)
            else { continue }
            adopted.lastShown[shelf] = number
            adopted.shownFor[shelf] = shownFor[old]
        }
        return adopted
    }

    /// The scripts to offer for `prompt`, best first, in the language of the pack numbered `pack`; the rest of
    /// the list are the alternatives. Empty when no script fits.
    package func choose(
        _ moment: Moment, pack: Int, in situation: Situation, for prompt: Sequence,
        atMost limit: Int, except excluded: ScriptID? = nil
    ) -> [Script] {
        numbers(
            moment, pack: pack, in: situation, for: prompt, atMost: limit,
            except: excluded.flatMap(book.number)
        ).map { book.scripts[$0] }
    }

    /// The same as candidates' numbers: a script is many texts, and nobody wants a copy of each.
    func numbers(
        _ moment: Moment, pack: Int, in situation: Situation, for prompt: Sequence,
        atMost limit: Int, except excluded: Int? = nil
    ) -> [Int] {
        guard let shelf = book.shelf(moment, pack: pack) else { return [] }
        let view = View(situation)
        var best: [Int] = []
        best.reserveCapacity(limit + 1)
        for number in book.candidates(on: shelf)
        where number != excluded && view.admits(book.candidates[number], book) {
            if best.count == limit, let worst = best.last,
                !isBetter(number, than: worst, on: shelf, prompt.value)
            {
                continue
            }
            let place =
                best.firstIndex { isBetter(number, than: $0, on: shelf, prompt.value) }
                ?? best.endIndex
            best.insert(number, at: place)
            if best.count > limit { best.removeLast() }
        }
        return best
    }

    /// Of two that fit. What was shown last comes last, however specific it is.
    private func isBetter(_ a: Int, than b: Int, on shelf: Int, _ now: Int64) -> Bool {
        if lastShown[shelf] == a { return false }
        if lastShown[shelf] == b { return true }
        let (first, second) = (book.candidates[a], book.candidates[b])
        if first.specificity != second.specificity {
            return first.specificity > second.specificity
        }
        let (saidFirst, saidSecond) = (lastSaid[a], lastSaid[b])
        if saidFirst == 0 || saidSecond == 0 {
            return saidFirst != saidSecond ? saidFirst == 0 : a < b
        }
        // An age that counts twofold is reached in half the time.
        let ages = (
            max(now - saidFirst, 0) * Int64(first.weight),
            max(now - saidSecond, 0) * Int64(second.weight)
        )
        return ages.0 != ages.1 ? ages.0 > ages.1 : a < b
    }

    /// It was shown as the words of `prompt`, first of its language.
    package mutating func noteShown(_ script: ScriptID, for prompt: Sequence) {
        if let number = book.number(of: script) { noteShown(number, for: prompt) }
    }

    mutating func noteShown(_ number: Int, for prompt: Sequence) {
        lastSaid[number] = max(lastSaid[number], prompt.value)
        guard let shelf = book.shelf(of: number), shownFor[shelf] <= prompt.value else { return }
        lastShown[shelf] = number
        shownFor[shelf] = prompt.value
    }

    /// The staff said it, though something else was proposed.
    package mutating func noteSaid(_ script: ScriptID, in answer: Sequence) {
        guard let number = book.number(of: script) else { return }
        lastSaid[number] = max(lastSaid[number], answer.value)
    }
}

/// A situation as the numbers that candidates are compared with.
private struct View {
    private let date: LocalDate
    private let monthDay: MonthDay
    private let time: TimeOfDay
    private let values: Candidate.Values
    private let known: UInt8
    private let level: Int8
    private let mostAsked: Int8
    private let occupancy: Int32
    private let openPrompts: Int32
    private let people: Int32

    init(_ situation: Situation) {
        date = situation.date
        monthDay = situation.date.monthDay
        time = situation.time
        // What is not known fits no condition: a bit that only the absence of one has.
        values = Candidate.Values(
            weekday: bit(situation.date.weekday), season: bit(situation.season),
            holiday: bit(situation.isHoliday), children: bit(situation.areChildrenWelcome),
            visitor: situation.visitor.map { bit($0) } ?? 1 << 7,
            cameFor: situation.cameFor.map { bit($0) } ?? 1 << 7)
        known =
            (situation.staff == nil ? 0 : Candidate.staff)
            | (situation.nickname == nil ? 0 : Candidate.nickname)
            | (situation.closesAt == nil ? 0 : Candidate.opening)
        level = Int8(situation.level.rank)
        mostAsked = Int8(situation.level.mostAsked.rank)
        occupancy = Int32(clamping: situation.othersInside)
        openPrompts = Int32(clamping: situation.openPrompts)
        people = Int32(clamping: situation.people)
    }

    func admits(_ candidate: Candidate, _ book: ScriptBook) -> Bool {
        // Permission comes first, whatever was loaded: nobody is asked for more than they allow.
        guard candidate.asks <= mostAsked else { return false }
        guard candidate.level <= level, candidate.needs & ~known == 0,
            candidate.values.meet(values),
            candidate.occupancy.contains(occupancy), candidate.openPrompts.contains(openPrompts),
            candidate.people.contains(people)
        else { return false }
        return isAmong(candidate.hours, book) && isAmong(dates: candidate.dates, book)
    }

    private func isAmong(_ hours: Range<Int32>, _ book: ScriptBook) -> Bool {
        if hours.isEmpty { return true }
        for number in hours where book.hours[Int(number)].contains(time) { return true }
        return false
    }

    private func isAmong(dates: Range<Int32>, _ book: ScriptBook) -> Bool {
        if dates.isEmpty { return true }
        for number in dates where book.dates[Int(number)].contains(date, monthDay) { return true }
        return false
    }
}
