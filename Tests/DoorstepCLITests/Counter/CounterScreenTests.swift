import DoorstepAPI
import DoorstepCore
import DoorstepWords
import Testing

@testable import DoorstepCLI

/// The picture, line for line.
struct CounterScreenTests {
    @Test("80×24 shows everything")
    func whole() throws {
        var counter = try Counter(prompts: [
            Counter.prompt(90, people: 2), Counter.prompt(91, "farewell", by: "10:15:40"),
        ])
        try counter.event(Counter.event(101, "exit"))
        counter.shop.inside = 5
        try counter.beat()
        counter.live(12)
        #expect(
            counter.text()
                == """
                Librairie des Halles - 5 people inside

                   #### ####  ##### ##### ##### ### #   #  ####
                  #     #   # #     #       #    #  ##  # #
                  #  ## ####  ####  ####    #    #  # # # #  ##
                  #   # #  #  #     #       #    #  #  ## #   #
                   #### #   # ##### #####   #   ### #   #  ####

                  [########............] now: 15 s left

                    Bonjour, bienvenue !

                  2 people - front, 11:15:00 - wording 1 of 3
                  1 more waiting: 1 goodbye



                Today: 6 in - in time 2 of 4 - goodbyes 1 of 2 - satisfaction: too few yet
                Door: front watched
                  11:15:00  exit, in words

                g greeted  o own words  r came back  m missed  n not a visitor (one of us)
                y other reason  v the visit  s say it otherwise  Tab next  e in  x out  u undo
                p party  h count  l français  ? help  q quit
                """)
    }

    @Test("the time left is told every five seconds, at the end every second, and never too much")
    func steps() throws {
        var counter = try Counter(prompts: [Counter.prompt(90)])
        var told: [String] = []
        counter.live(3)
        for _ in 3..<30 {
            let left = try #require(counter.text().firstMatch(of: #/now: (\d+) s left/#)).1
            if told.last != String(left) { told.append(String(left)) }
            counter.live(1)
        }
        #expect(
            told == ["25", "20", "15", "10", "9", "8", "7", "6", "5", "4", "3", "2", "1"])
    }

    @Test("40×10 shows the essentials, in French too")
    func small() throws {
        var counter = try Counter(
            prompts: [
                Counter.prompt(90, "farewell", from: "10:15:00"),
                Counter.prompt(91, by: "10:15:40"),
            ], language: "fr")
        counter.live(12)
        counter.press("t")
        let text = counter.text(40, 10)
        #expect(counter.screen(40, 10).allSatisfy { width($0) <= 40 })
        for words in [
            "A U   R E V O I R", "Bonjour, bienvenue !", "maintenant 15", "[x] merci",
            "1 accueil", "f au revoir dit", "? aide", "q quitter",
        ] {
            #expect(text.contains(words), "\(words)\n\(text)")
        }
    }

    @Test("less than that shows one line")
    func tiny() throws {
        let counter = try Counter(prompts: [Counter.prompt(90)])
        #expect(counter.screen(25, 5).first == "GREETING soon g Bonjour, bienvenue !")
        #expect(counter.screen(25, 5).dropFirst().allSatisfy { $0.isEmpty })
    }

    @Test(
        "no line of the screen is cut at 80 columns, whatever the moment and the language",
        arguments: ["greeting", "farewell", "lookIn", "direction"], ["fr", "en"])
    func fits(_ moment: String, _ language: String) throws {
        var counter = try Counter(
            prompts: [Counter.prompt(90, moment, certain: false)]
                + (91...99).map { Counter.prompt($0, "farewell", people: 12) },
            language: language)
        counter.live(12)
        for keys in ["", "v", "y", "p", "u", "h", "w", "?"] {
            var asked = counter
            asked.press(keys)
            for line in asked.screen() { #expect(width(line) <= 80, "\(line)") }
        }
        counter.lose(.notAllowed)
        counter.press("e")
        for line in counter.screen() { #expect(width(line) <= 80, "\(line)") }
    }

    @Test("a bottom line always shows help and quit", arguments: [(80, 24), (60, 20), (40, 10)])
    func bottom(_ columns: Int, _ rows: Int) throws {
        for prompts in [[], [Counter.prompt(90, "farewell")]] {
            let last = try Counter(prompts: prompts).screen(columns, rows).last ?? ""
            #expect(last.hasSuffix("? help  q quit"))
        }
    }

    @Test("the help names every key, and each key once")
    func help() throws {
        var counter = try Counter(language: "fr")
        counter.press("?")
        let keys = counter.screen(80, 40).dropFirst().compactMap { line -> String? in
            let key = line.split(separator: " ").first.map(String.init) ?? ""
            return line.contains(" : ") && (key.count == 1 || key == "Tab") ? key : nil
        }
        #expect(Set(keys).isSuperset(of: ["g", "f", "c", "a", "o", "m", "n", "r", "t", "i", "v"]))
        #expect(Set(keys).isSuperset(of: ["y", "k", "w", "h"]))
        #expect(Set(keys).isSuperset(of: ["e", "x", "p", "u", "s", "l", "q", "Tab"]))
        #expect(Set(keys).count == keys.count)
        counter.press("?")
        #expect(counter.state.menu == nil)
    }

    @Test(
        "on a low screen the help scrolls, and its last line is reached", arguments: ["fr", "en"])
    func helpScrolls(_ language: String) throws {
        var counter = try Counter(language: language)
        counter.press("?")
        let whole = counter.screen(40, 60).filter { !$0.isEmpty }
        var seen = Set(counter.screen(40, 10))
        for _ in 0..<20 {
            counter.press(" ")
            seen.formUnion(counter.screen(40, 10))
        }
        #expect(whole.dropFirst().allSatisfy(seen.contains))
        counter.press(.up)
        counter.press("?")
        #expect(counter.state.menu == nil)
    }

    @Test("ten waiting prompts all stand on the screen with the key that picks them")
    func ten() throws {
        let counter = try Counter(prompts: (90...99).map { Counter.prompt($0, "greeting") })
        for (columns, rows) in [(80, 24), (120, 40)] {
            let text = counter.text(columns, rows)
            for key in 1...9 {
                #expect(text.contains("\(key) greeting"), "\(columns)×\(rows)\n\(text)")
            }
        }
    }

    @Test("a script without blanks is wrapped by the columns that it takes")
    func chinese() throws {
        let script = String(repeating: "欢迎光临", count: 15)
        let counter = try Counter(prompts: [Counter.prompt(90, script: script)])
        let lines = counter.screen().filter { $0.contains("欢") }
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { width($0) <= 80 })
        #expect(lines.joined().filter { $0 != " " } == script)
    }

    @Test("satisfaction is a number once there is one")
    func happy() throws {
        var counter = try Counter()
        counter.shop.happy = "86.4"
        try counter.beat()
        #expect(counter.text().contains("satisfaction 86 of 100"))
    }

    @Test("every word of every language has its places, and the same keys")
    func words() throws {
        func places(_ words: CounterWords) throws -> [String: [String]] {
            let json = try JSONParser.parse(try JSONWriter.bytes(words))
            var places: [String: [String]] = [:]
            func visit(_ value: JSON, _ path: String) {
                switch value {
                case .object(let members):
                    for member in members { visit(member.value, path + "." + member.name) }
                case .string(let text):
                    #expect(!text.isEmpty, "\(path)")
                    // `12 s` is a place too; `n` may be told by the word for one.
                    places[path] = text.split(separator: "{").dropFirst()
                        .map { String($0.prefix { $0 != "}" }) }.sorted()
                    if path.hasSuffix(".key") { places[path] = [text] }
                default: break
                }
            }
            visit(json, "")
            return places
        }
        let french = try places(.french)
        let english = try places(.english)
        #expect(french == english)
    }
}
