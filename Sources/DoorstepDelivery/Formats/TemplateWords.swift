import Mustache

/// The bytes that a template may still produce. A list named inside its own section is repeated for each of its
/// entries, and a list in that again: a few short lines could fill the memory. When no room is left, names have no
/// values and lists no more entries, so that the rendering ends.
final class Room {
    static let whole = 1 << 20
    private(set) var left = Room.whole

    /// Takes room for `bytes` of text; false when there is none left.
    func take(_ bytes: Int) -> Bool {
        left = max(0, left - bytes)
        return left > 0
    }
}

/// A table of the names that a template may use, limited by a room.
struct TemplateWords: MustacheParent, MustacheCustomRenderable {
    private let values: [String: Any]
    private let room: Room

    /// The table as a whole has no text.
    let renderText = ""
    let isNull = false

    init(_ values: [String: Any], room: Room) {
        self.values = values
        self.room = room
    }

    func child(named name: String) -> Any? {
        // Each name costs a little itself, found or not.
        guard room.take(16) else { return nil }
        switch values[name] {
        case let text as String: return room.take(text.utf8.count) ? text : nil
        case let table as [String: Any]: return TemplateWords(table, room: room)
        case let list as [Any]: return TemplateList(list, room: room)
        case let value: return value
        }
    }
}

/// A list that a template goes through, limited by a room.
struct TemplateList: MustacheSequence, MustacheTransformable {
    private let entries: [Any]
    private let room: Room

    init(_ entries: [Any], room: Room) {
        self.entries = entries
        self.room = room
    }

    func makeIterator() -> AnyIterator<Any> {
        var rest = entries[...]
        return AnyIterator {
            guard let entry = rest.popFirst(),
                room.take(1024 + ((entry as? String)?.utf8.count ?? 0))
            else { return nil }
            return wrapped(entry)
        }
    }

    /// The functions of swift-mustache for lists.
    func transform(_ name: String) -> Any? {
        switch name {
        case "first": entries.first.map(wrapped)
        case "last": entries.last.map(wrapped)
        case "reversed": TemplateList(entries.reversed(), room: room)
        case "count": entries.count
        case "empty": entries.isEmpty
        case "sorted": (entries as? [String]).map { TemplateList($0.sorted(), room: room) }
        default: nil
        }
    }

    private func wrapped(_ entry: Any) -> Any {
        (entry as? [String: Any]).map { TemplateWords($0, room: room) } ?? entry
    }
}
