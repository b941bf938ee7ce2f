import DoorstepCore

/// Numbers and lists as people write them.

/// `1 person`, `2 people`.
func people(_ count: Int) -> String { counted(count, "person", "people") }

/// `1 entrance`, `1,042 entrances`.
func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(grouped(count)) \(count == 1 ? one : many)"
}

/// `19,597`.
func grouped(_ number: Int) -> String {
    var text = ""
    let digits = String(number.magnitude)
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return (number < 0 ? "−" : "") + text
}

/// `+3`, `−2`, `0`.
func signed(_ number: Int) -> String { number > 0 ? "+\(grouped(number))" : grouped(number) }

/// `a, b or c`.
func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}

/// `45 s`, `12 min`, `3 h`, `2 days`: how long, to the unit that matters.
func rough(_ duration: Duration) -> String {
    let seconds = max(0, duration.milliseconds / 1000)
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min"
    case ..<(48 * 3600): return "\(seconds / 3600) h"
    default: return "\(seconds / 86400) days"
    }
}

/// `Saturday 21 November 2026`.
func longDate(_ date: LocalDate) -> String {
    let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]
    let parts = date.description.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return date.description }
    let weekday = date.weekday.rawValue
    return weekday.prefix(1).uppercased() + weekday.dropFirst()
        + " \(parts[2]) \(months[parts[1] - 1]) \(parts[0])"
}

/// The text's words in lines of at most `columns`; a longer word has a line of its own.
func wrapped(_ text: String, to columns: Int) -> [String] {
    wrapped(text.split(separator: " ").map(String.init), to: columns)
}

/// The same of words that may hold blanks.
func wrapped(_ words: [String], to columns: Int) -> [String] {
    var lines: [String] = []
    for word in words {
        if let line = lines.last, width(line) + 1 + width(word) <= columns {
            lines[lines.count - 1] = line + " " + word
        } else {
            lines.append(word)
        }
    }
    return lines
}
