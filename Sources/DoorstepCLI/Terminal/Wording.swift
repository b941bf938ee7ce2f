import DoorstepCore
import DoorstepWords

/// Numbers of the command line: in English, whatever the language of the screens.
let english = WrittenNumbers(language: .en)

/// `1 person`, `2 people`.
func people(_ count: Int) -> String { english.counted(count, "person", "people") }

/// `a, b or c`.
func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}

/// A duration in one unit: `45 s`, `12 min`, `3 h`, `2 days`.
func rough(_ duration: Duration) -> String {
    let seconds = max(0, duration.milliseconds / 1000)
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min"
    case ..<(48 * 3600): return "\(seconds / 3600) h"
    default: return "\(seconds / 86400) days"
    }
}

/// The text's words in lines of at most `columns`; a longer word has a line of its own.
func wrapped(_ text: String, to columns: Int) -> [String] {
    wrapped(text.split(separator: " ").map(String.init), to: columns)
}

/// The words, which may hold blanks, in lines of at most `columns`.
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
