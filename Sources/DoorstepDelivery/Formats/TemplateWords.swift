import Mustache

/// The bytes that a template may still produce. A list named inside its own section is repeated for each of its
/// entries, and a list in that again: a few short lines could fill the memory. When no budget is left, names have no
/// values and lists no more entries, so that the rendering ends.
final class TemplateBudget {
    static let whole = 1 << 20
    private(set) var left = TemplateBudget.whole

    /// Takes budget for `bytes` of text; false when there is none left.
    func take(_ bytes: Int) -> Bool {
        left = max(0, left - bytes)
        return left > 0
    }
}

/// A table of the names that a template may use, limited by a budget.
struct TemplateWords: MustacheParent, MustacheCustomRenderable {
    private let values: [String: Any]
    private let budget: TemplateBudget

    /// The table as a whole has no text.
    let renderText = ""
    let isNull = false

    init(_ values: [String: Any], budget: TemplateBudget) {
        self.values = values
        self.budget = budget
    }

    func child(named name: String) -> Any? {
        // Each name costs a little itself, found or not.
        guard budget.take(16) else { return nil }
        switch values[name] {
        case let text as String: return budget.take(text.utf8.count) ? text : nil
        case let table as [String: Any]: return TemplateWords(table, budget: budget)
        case let list as [Any]: return TemplateList(list, budget: budget)
        case let value: return value
        }
    }
}

/// A list that a template goes through, limited by a budget.
struct TemplateList: MustacheSequence, MustacheTransformable {
    private let entries: [Any]
    private let budget: TemplateBudget

    init(_ entries: [Any], budget: TemplateBudget) {
        self.entries = entries
        self.budget = budget
    }

    func makeIterator() -> AnyIterator<Any> {
        var rest = entries[...]
        return AnyIterator {
            guard let entry = rest.popFirst(),
                budget.take(1024 + ((entry as? String)?.utf8.count ?? 0))
            else { return nil }
            return wrapped(entry)
        }
    }

    /// The functions of swift-mustache for lists.
    func transform(_ name: String) -> Any? {
        switch name {
        case "first": entries.first.map(wrapped)
        case "last": entries.last.map(wrapped)
        case "reversed": TemplateList(entries.reversed(), budget: budget)
        case "count": entries.count
        case "empty": entries.isEmpty
        case "sorted": (entries as? [String]).map { TemplateList($0.sorted(), budget: budget) }
        default: nil
        }
    }

    private func wrapped(_ entry: Any) -> Any {
        (entry as? [String: Any]).map { TemplateWords($0, budget: budget) } ?? entry
    }
}
