extension Duration {
    /// Reads a whole number and a unit: `3s`, `5m`, `2h`, `1096d`. A day is 24 hours here: such durations are
    /// spans, not dates.
    package init?(shortText: String) {
        guard let unit = shortText.last, let seconds = Self.secondsOfUnit[unit] else { return nil }
        let digits = shortText.dropLast()
        guard (1...9).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int64(digits)
        else { return nil }
        self = .seconds(number * seconds)
    }

    /// The duration in the largest unit that leaves a whole number.
    package var shortText: String {
        let seconds = components.seconds
        for (unit, size) in [("d", 86400), ("h", 3600), ("m", 60)] as [(String, Int64)]
        where seconds != 0 && seconds % size == 0 {
            return "\(seconds / size)\(unit)"
        }
        return "\(seconds)s"
    }

    private static let secondsOfUnit: [Character: Int64] = [
        "s": 1, "m": 60, "h": 3600, "d": 86400,
    ]
}
