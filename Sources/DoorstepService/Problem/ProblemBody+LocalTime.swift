import DoorstepAPI
import DoorstepCore

extension ProblemBody {
    /// The same problem with the moments of its sentences in the shop's time with offset, since people read them.
    func inLocalTime(_ zone: ZoneRules) -> ProblemBody {
        ProblemBody(
            status: status, title: title, kind: kind, detail: zone.localized(detail),
            hint: hint.map(zone.localized))
    }
}

extension HealthBody {
    /// The same checks with the moments of their sentences in the shop's time with offset.
    func inLocalTime(_ zone: ZoneRules) -> HealthBody {
        HealthBody(
            status: status,
            checks: checks.map {
                Check(name: $0.name, ok: $0.ok, detail: $0.detail.map(zone.localized))
            })
    }
}

extension ZoneRules {
    /// The length in bytes of a UTC moment in a sentence: `2026-11-21T10:15:02.120Z`.
    private static let length = 24

    func localized(_ sentence: String) -> String {
        let bytes = Array(sentence.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let end = index + Self.length
            if end <= bytes.count, bytes[end - 1] == UInt8(ascii: "Z"),
                let moment = Timestamp(String(decoding: bytes[index..<end], as: UTF8.self))
            {
                result += Array(text(moment).utf8)
                index = end
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
