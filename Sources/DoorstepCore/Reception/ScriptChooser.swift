/// Chooses the words for a prompt: among the scripts that fit, the most specific, then the one said longest ago; never the
/// same twice running while another fits.
///
/// The same facts make the same choices, so every counter sees the same words.
package struct ScriptChooser: Sendable {
    package let book: ScriptBook

    /// The prompt that each script was last shown or said for. Later prompts have higher sequences.
    private var lastSaid: [ScriptID: Sequence] = [:]

    /// The script shown last from each shelf, and the prompt it was shown for.
    private var lastShown: [ScriptBook.Shelf: (script: ScriptID, prompt: Sequence)] = [:]

    /// The number of prompts of each moment that have come up.
    private var prompts: [Moment: Int] = [:]

    package init(_ book: ScriptBook) {
        self.book = book
    }

    /// A chooser for another book, which remembers what this one does of scripts with the same ids.
    package func adopting(_ book: ScriptBook) -> ScriptChooser {
        var adopted = ScriptChooser(book)
        adopted.lastSaid = lastSaid.filter { book.shelf(of: $0.key) != nil }
        adopted.prompts = prompts
        adopted.lastShown = lastShown.filter { book.shelf(of: $0.value.script) != nil }
        return adopted
    }

    /// The scripts to offer for `prompt`, best first, in the language of the pack numbered `pack`; the rest of the list are
    /// the alternatives. Empty when no script fits.
    package func choose(
        _ moment: Moment, pack: Int, in situation: Situation, for prompt: Sequence,
        atMost limit: Int, except excluded: ScriptID? = nil
    ) -> [Script] {
        let shelf = ScriptBook.Shelf(language: book.packs[pack].language, moment: moment)
        let scripts = book.scripts(on: shelf)
        let shown = lastShown[shelf]?.script
        var ranks: [Rank] = []
        for index in scripts.indices
        where scripts[index].fits(situation) && scripts[index].id != excluded {
            ranks.append(
                Rank(
                    isShownLast: scripts[index].id == shown,
                    specificity: scripts[index].specificity,
                    age: age(of: scripts[index], at: prompt), index: index))
        }
        return ranks.sorted().prefix(limit).map { scripts[$0.index] }
    }

    /// The script to offer for the next prompt in a language that is not its own: the most specific ones that fit take turns.
    package func inTurn(_ moment: Moment, pack: Int, in situation: Situation) -> Script? {
        let shelf = ScriptBook.Shelf(language: book.packs[pack].language, moment: moment)
        let fitting = book.scripts(on: shelf).filter { $0.fits(situation) }
        guard let most = fitting.map(\.specificity).max() else { return nil }
        let best = fitting.filter { $0.specificity == most }
        return best[(prompts[moment] ?? 0) % best.count]
    }

    /// Counts a prompt of the moment that has come up.
    package mutating func notePrompt(_ moment: Moment) { prompts[moment, default: 0] += 1 }

    /// The number of facts since the script was last said, times its weight: at weight 2 it comes back in half the
    /// time. The greatest number for a script that was never said.
    private func age(of script: Script, at prompt: Sequence) -> Int64 {
        guard let said = lastSaid[script.id] else { return .max }
        return max(prompt.value - said.value, 0) * Int64(script.weight)
    }

    /// Of two scripts that fit, the better one is less. The script shown last comes last, however specific it is.
    private struct Rank: Comparable {
        let isShownLast: Bool
        let specificity: Int
        let age: Int64
        let index: Int

        static func < (a: Rank, b: Rank) -> Bool {
            if a.isShownLast != b.isShownLast { return b.isShownLast }
            return (b.specificity, b.age, a.index) < (a.specificity, a.age, b.index)
        }
    }

    /// Notes that the script was shown for `prompt`, as the first words of its language.
    package mutating func noteShown(_ script: ScriptID, for prompt: Sequence) {
        noteSaid(script, in: prompt)
        guard let shelf = book.shelf(of: script),
            lastShown[shelf].map({ $0.prompt <= prompt }) ?? true
        else { return }
        lastShown[shelf] = (script, prompt)
    }

    /// Notes that the staff said the script in `answer`, though another one was proposed.
    package mutating func noteSaid(_ script: ScriptID, in answer: Sequence) {
        guard book.shelf(of: script) != nil else { return }
        lastSaid[script] = max(lastSaid[script] ?? .zero, answer)
    }
}
