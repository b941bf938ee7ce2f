extension Summary {
    /// Greetings per party, from entrances and the answers to their prompts. The four kinds sum to `due`; `share` is
    /// that of `inWindow`. The wait of a party that nobody greeted is infinite.
    package struct Greeting: Hashable, Sendable, Codable {
        package let due: Int
        package let early: Int
        package let inWindow: Int
        package let late: Int
        package let never: Int

        /// Visits that were certainly over before their window opened, and that nobody greeted. They are among `due`
        /// and `never`: a visitor who turned on the doorstep was often ignored.
        package let short: Int
        package let share: Rate
        package let waitSeconds: Waits

        /// Percentiles of waits by nearest rank. A missing greeting is an infinite wait, so nil means "not reached".
        package struct Waits: Hashable, Sendable, Codable, WritesNull {
            package let p50: Double?
            package let p90: Double?
        }
    }

    /// Farewells per exit of visitors, from the answers to its prompt. None is owed to a party that went out for a
    /// moment.
    package struct Farewell: Hashable, Sendable, Codable {
        package let due: Int
        package let said: Int

        /// The farewells said with thanks, and with an invitation to come again, as far as that was noted.
        package let thanked: Int
        package let invited: Int
        package let share: Rate

        /// Visits by outcome, as noted with the farewell, else with the look-in, else with the greeting. Certain and
        /// guessed links count alike, and the counts sum to `visits.n`. An outcome noted with a farewell that belongs
        /// to no visit is in none.
        package let outcomes: OutcomeCounts
    }

    /// Visits from end to end. A visit is what one party is owed, whether it buys or not.
    package struct Visits: Hashable, Sendable, Codable {
        /// The number of visits, which is that of greetings due.
        package let n: Int
        package let complete: Complete

        /// Visits with a greeting and a farewell over visits that ended, by whether all exits of the visit are
        /// certainly its own. One farewell to a party that leaves one by one is enough.
        package struct Complete: Hashable, Sendable, Codable {
            package let certain: Rate
            package let guessed: Rate
        }
    }

    /// The three phases of a visit: greeted in the window; look-ins answered; farewells said.
    package struct Phases: Hashable, Sendable, Codable, WritesNull {
        package let arrival: Rate
        package let stay: Rate
        package let leaving: Rate

        /// The phase with the lowest value among those with n of 5 or more. Nil when fewer than two have so many, and
        /// when two share the lowest value, since to name one of them would mislead.
        package let weakest: Phase?

        package enum Phase: String, CaseIterable, Codable, Hashable, Sendable {
            case arrival, stay, leaving
        }
    }

    /// Whether buyers and others are received alike: greetings in the window over visits, by outcome. Only outcomes
    /// that are certainly the visit's own count.
    package struct Parity: Hashable, Sendable, Codable, WritesNull {
        package let bought: Rate

        /// All other outcomes that are known.
        package let others: Rate

        /// Bought less others; nil when either n is under 5.
        package let difference: RateDifference?

        /// Visits without a certain outcome. The three n sum to `visits.n`.
        package let unknown: Int
    }

    /// The faces that visitors pressed on the way out.
    package struct Feedback: Hashable, Sendable, Codable, WritesNull {
        package let n: Int

        /// By face, 0 (worst) to 3 (best): four numbers that sum to `n`.
        package let faces: [Int]

        /// Presses left out of the index and kept in the ledger: they look like misuse, or were taken out by hand.
        package let flagged: Int

        /// 0...100: 100 · Σ i·nᵢ / 3n; nil under 5 presses.
        package let index: Double?
    }

    /// Observations of receptions by item: the five that every shop has, then the shop's own.
    package struct Checklist: Hashable, Sendable {
        package let items: [Item]

        /// An item with its counts. `notObserved` counts answered greetings, look-ins and farewells without a word on
        /// the item; thanks, goodbye and invitation are asked of farewells only.
        package struct Item: Hashable, Sendable {
            package let id: String
            package let counts: Counts
        }

        package struct Counts: Hashable, Sendable, Codable {
            package let yes: Int
            package let no: Int
            package let notObserved: Int
        }

        package subscript(id: String) -> Counts? { items.first { $0.id == id }?.counts }
    }
}

/// The wire shape, an object by item: `{"smile":{"yes":3,"no":1,"notObserved":8},…}`.
extension Summary.Checklist: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let all = try Dictionary(
            uniqueKeysWithValues: container.allKeys.map {
                ($0.stringValue, try container.decode(Counts.self, forKey: $0))
            })
        let standard = Observed.standardItems.filter { all[$0] != nil }
        let own = all.keys.filter { !Observed.standardItems.contains($0) }.sorted()
        items = (standard + own).compactMap { id in all[id].map { Item(id: id, counts: $0) } }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for item in items { try container.encode(item.counts, forKey: Key(stringValue: item.id)) }
    }
}
