import DoorstepAPI
import DoorstepConfiguration
import DoorstepCore

/// A file with a day to replay: one JSON object a line, in the order of time. Empty lines and lines that begin with `#`
/// are skipped.
///
///     {"at":"2026-11-21T10:15:02+01:00","do":"entrance","label":"v1","people":2}
///     {"at":"2026-11-21T10:15:12+01:00","do":"answer","prompt":"v1","answer":"said"}
struct ReplayFile {
    let steps: [ReplayStep]

    /// The largest file in bytes, 16 MiB: more than the longest day needs.
    static let limit = 16 << 20

    /// Reads the whole file before anything is replayed.
    ///
    /// - Throws: `ReplayRefused` with every line that cannot be read.
    init(path: String) throws(ReplayRefused) {
        let text: String
        do {
            text = try SmallFile(path: path, atMost: Self.limit).text
        } catch {
            throw ReplayRefused(mistakes: [
                ConfigurationMistake(
                    file: path, line: error.line, found: error.reason,
                    wanted: "a day of one JSON object a line")
            ])
        }
        var reader = LineReader(file: path)
        for (index, line) in text.utf8.split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
        ).enumerated() {
            let bytes = Array(line.trimmingSuffix { $0 == 0x0D || $0 == 0x20 || $0 == 0x09 })
            if bytes.isEmpty || bytes.first == UInt8(ascii: "#") { continue }
            reader.read(bytes, line: index + 1)
        }
        if reader.steps.isEmpty, reader.mistakes.isEmpty {
            reader.mistakes.append(
                ConfigurationMistake(
                    file: path, found: "no line", wanted: "a day of one JSON object a line"))
        }
        guard reader.mistakes.isEmpty else { throw ReplayRefused(mistakes: reader.mistakes) }
        steps = reader.steps
    }
}

/// The refusal of a file, with every line that cannot be replayed.
struct ReplayRefused: Error, Hashable, CustomStringConvertible {
    let mistakes: [ConfigurationMistake]

    var description: String {
        let shown = mistakes.prefix(20).map(\.description)
        let more = mistakes.count - shown.count
        return (shown + (more > 0 ? ["and \(more) more"] : [])).joined(separator: "\n")
    }
}

private struct LineReader {
    let file: String
    private(set) var steps: [ReplayStep] = []
    var mistakes: [ConfigurationMistake] = []
    private var labels: Set<String> = []

    init(file: String) {
        self.file = file
    }

    mutating func read(_ bytes: [UInt8], line: Int) {
        do {
            let step = try step(try JSONParser.parse(bytes), line: line)
            if let label = step.label { labels.insert(label) }
            steps.append(step)
        } catch let error as JSONError {
            note(line, nil, found: "text that is not JSON", wanted: "a JSON object", error.message)
        } catch let error as BodyError {
            note(error, line)
        } catch {
            note(line, nil, found: "\(error)", wanted: "a line that can be replayed")
        }
    }

    private func step(_ json: JSON, line: Int) throws -> ReplayStep {
        guard case .object(let members) = json else {
            throw BodyError.notAnObject(found: json.found)
        }
        // The members that fit depend on `do`.
        var body = try BodyReader(json, known: members.map(\.name))
        let kind: ReplayStep.Kind = try body.needed("do", .word(of: ReplayStep.Kind.self))
        // A heartbeat records no fact that a later line could name.
        let common = kind == .heartbeat ? ["at", "do"] : ["at", "do", "label"]
        body = try BodyReader(json, known: common + kind.members)
        let at: Timestamp = try body.needed("at", .time)
        if let last = steps.last?.at, at < last {
            throw BodyError.outOfRange(
                "at", found: "\(at)",
                wanted:
                    "\(last) or later: lines are in the order of time (an event reported "
                    + "later than it happened has dated)"
            )
        }
        let label: String? = try body.optional("label", .text(atMost: 64))
        if let label, labels.contains(label) {
            throw BodyError.outOfRange("label", found: "“\(label)” again", wanted: "one of its own")
        }
        var references: [String: String] = [:]
        for name in kind.references.sorted() {
            guard let label: String = try body.optional(name, .text(atMost: 64)) else { continue }
            guard labels.contains(label) else {
                throw BodyError.outOfRange(
                    name, found: "“\(label)”", wanted: "the label of an earlier line")
            }
            references[name] = label
        }
        func reference(_ name: String) throws(BodyError) -> String {
            guard let label = references[name] else { throw .missingField(name) }
            return label
        }
        // The remaining members are the body of the call.
        let call = JSON.object(
            members.compactMap { member in
                guard !common.contains(member.name), !kind.references.contains(member.name) else {
                    return nil
                }
                return member.name == "dated"
                    ? JSON.Member(name: "at", value: member.value) : member
            })
        let action: ReplayStep.Action =
            switch kind {
            case .entrance: .enter(try CrossingBody(reading: call))
            case .exit: .exit(try CrossingBody(reading: call))
            case .opening: .open(try OpeningBody(reading: call))
            case .answer:
                .answer(
                    prompt: try reference("prompt"), try AnswerBody(reading: call),
                    exit: references["exit"])
            case .outcome:
                .outcome(prompt: try reference("prompt"), try OutcomeBody(reading: call))
            case .tie: .tie(prompt: try reference("prompt"), visit: try reference("visit"))
            case .void: .void(fact: try reference("fact"), try VoidBody(reading: call))
            case .occupancy: .recount(try RecountBody(reading: call))
            case .feedback: .feedback(try FeedbackBody(reading: call))
            case .review:
                .review(feedback: try reference("feedback"), try ReviewBody(reading: call))
            case .heartbeat:
                .heartbeat(door: try body.needed("door", .door))
            }
        return ReplayStep(line: line, at: at, label: label, action: action)
    }

    private mutating func note(_ error: BodyError, _ line: Int) {
        switch error {
        case .notAnObject(let found): note(line, nil, found: found, wanted: "an object in braces")
        case .unknownField(let name, let known):
            note(
                line, name, found: "an unknown member",
                wanted: "one of \(known.joined(separator: ", "))")
        case .missingField(let name): note(line, name, found: "nothing", wanted: "it to be there")
        case .wrongType(let name, let found, let wanted),
            .outOfRange(let name, let found, let wanted):
            note(line, name, found: found, wanted: wanted)
        }
    }

    private mutating func note(
        _ line: Int, _ member: String?, found: String, wanted: String, _ hint: String? = nil
    ) {
        mistakes.append(
            ConfigurationMistake(
                file: file, line: line, key: member, found: found, wanted: wanted, hint: hint))
    }
}

extension Substring.UTF8View {
    fileprivate func trimmingSuffix(while isOut: (UInt8) -> Bool) -> Substring.UTF8View {
        var rest = self
        while let last = rest.last, isOut(last) { rest.removeLast() }
        return rest
    }
}
