import DoorstepCore
import DoorstepWords
import TestSupport
import Testing
import Transfer

@testable import DoorstepDelivery

@Suite("Who is told of what")
struct NewsTests {
    /// 60 visitors, of whom so many were greeted.
    private static func summary(_ came: Int, _ greeted: Int, revision: Int = 1) -> Summary {
        let shop = Shop.fixture()
        let now = Timestamp(at: "2026-11-22T03:15:00Z")
        let date = LocalDate(dayNumber: 20_778)
        let record = DayRecord.fixture(date, [(9, came, greeted)], shop: shop)
        return Summary(
            of: .day(date), [DayFigures(record, shop: shop, at: now)], shop: shop,
            revision: revision, at: now)
    }

    private static let json = "application/json"

    @Test("programs get every revision, people one that moves the headline beyond chance")
    func corrections() throws {
        let former = Self.summary(60, 51)
        let little = NewSummary(Self.summary(61, 52, revision: 2), former: former)
        // 60 visitors are 46 to 77 by chance, 51 of 60 greetings 74 to 92 %.
        let visitors = NewSummary(Self.summary(78, 66, revision: 2), former: former)
        let fewer = NewSummary(Self.summary(45, 38, revision: 2), former: former)
        let greetings = NewSummary(Self.summary(60, 40, revision: 2), former: former)
        #expect(!little.isNewsToPeople)
        #expect(visitors.isNewsToPeople && fewer.isNewsToPeople && greetings.isNewsToPeople)
        #expect(!NewSummary(Self.summary(77, 65), former: former).isNewsToPeople)
        for format in MessageFormat.allCases where format != .template {
            let destination = try Subscription.fixture(format)
            let isForPrograms = format == .standard || format == .cloudevents
            let text = try destination.text(of: little)
            #expect((text != nil) == isForPrograms, "\(format)")
            for fresh in [NewSummary(former), visitors, greetings] {
                #expect(try destination.text(of: fresh) != nil, "\(format)")
            }
        }
        let plain = try Subscription.fixture(
            .template, template: try MessageTemplate("{{title}}", contentType: "text/plain"))
        let program = try Subscription.fixture(
            .template,
            template: try MessageTemplate("{\"v\":\"{{visitors}}\"}", contentType: Self.json)
        )
        #expect(try plain.text(of: little) == nil)
        #expect(try program.text(of: little) == #"{"v":"61"}"#)
    }

    @Test("a day on which the shop is shut is a line for who wants one, and nothing for the others")
    func shut() throws {
        let fresh = NewSummary(.shut(), isOfShutDay: true)
        for format in MessageFormat.allCases where format != .template {
            #expect(try Subscription.fixture(format).text(of: fresh) == nil, "\(format)")
        }
        let ntfy = try Subscription.fixture(.ntfy, .fr, shutDays: true)
        #expect(try ntfy.text(of: fresh) == "Fermé\u{a0}: personne n’est entré.")
        let mattermost = try Subscription.fixture(.mattermost, .en, shutDays: true)
        #expect(
            try mattermost.text(of: fresh)
                == "{\"text\":\"#### Librairie des Halles, Saturday 21 November 2026\\n\\n"
                + "**Closed, and nobody came in.**\"}")
        // Who asks for that day is told, whatever the format.
        #expect(try Subscription.fixture(.standard).text(of: NewSummary(.shut())) != nil)
        #expect(try Subscription.fixture(.slack).text(of: NewSummary(.shut())) != nil)
    }

    @Test("a CloudEvent carries its delivery's id, and is signed when there is a secret")
    func cloudEvent() throws {
        let destination = Destination(
            Subscription(name: "m", format: .cloudevents),
            url: try WebhookURL("https://hooks.example"),
            secrets: [Secrets.first])
        let id = DeliveryID(rawValue: "msg_7")
        let message = try destination.subscription.message(of: MessageContent(.fixture()), id: id)
        let text = String(decoding: message.body, as: UTF8.self)
        #expect(
            text.hasPrefix(
                #"{"specversion":"1.0","id":"msg_7","source":"/doorstep/Librairie%20des%20Halles","#
                    + #""type":"doorstep.summary.day","subject":"2026-11-21","#
                    + #""time":"2026-11-22T03:15:00.000Z","datacontenttype":"application/json","#
                    + #""data":{"type":"summary.day","#))
        let delivery = Delivery(
            id: id, destination: "m", subject: "", message: message, createdAt: Bench.start,
            attempts: 0, state: .waiting, dueAt: nil)
        let request = try destination.request(for: delivery, attemptAt: Bench.start)
        try StandardWebhooks.verify(
            headers: request.headers, body: request.body ?? [], secrets: [Secrets.first],
            now: Bench.start)
        let test = try destination.subscription.testMessage(
            shop: "é", id: "msg_test_1", at: Bench.start)
        #expect(
            String(decoding: test.body, as: UTF8.self)
                == #"{"specversion":"1.0","id":"msg_test_1","source":"/doorstep/%C3%A9","#
                + #""type":"doorstep.destination.test","subject":"test","#
                + #""time":"2027-01-15T08:00:00.000Z","datacontenttype":"application/json","data":{}}"#
        )
    }
}

@Suite("A template")
struct MessageTemplateTests {
    @Test(
        "escapes for the media type it makes",
        arguments: [
            ("application/json", #"{"t":"{{title}}"}"#, #"{"t":"<\"&\\ é"}"#),
            ("application/vnd.shop+json; charset=utf-8", #"["{{title}}"]"#, #"["<\"&\\ é"]"#),
            ("text/html", "<b>{{title}}</b>", #"<b>&lt;&quot;&amp;\ é</b>"#),
            ("application/x-www-form-urlencoded", "t={{title}}", "t=%3C%22%26%5C%20%C3%A9"),
            ("text/plain", "{{title}}", #"<"&\ é"#),
        ])
    func escapes(type: String, text: String, expected: String) throws {
        let digest = Digest(language: .fr, title: #"<"&\ é"#, sentence: "")
        let message = try MessageTemplate(text, contentType: type).message(digest, nil)
        #expect(String(decoding: message.body, as: UTF8.self) == expected)
        #expect(message.contentType == type)
    }

    @Test("names everything that the configuration's reference names")
    func names() throws {
        let template = try MessageTemplate(
            """
            {{language}}|{{title}}|{{headline}}|{{#warnings}}{{.}}{{/warnings}}|{{#figures}}{{name}}={{value}}{{#change}} \
            {{change}}{{/change}};{{/figures}}|{{#course}}{{from}} {{sparkline}} {{to}}, {{busiest}}, {{unknown}}{{/course}}|\
            {{#moved}}{{.}}{{/moved}}|{{#others}}{{.}}{{/others}}|{{suggestion}}|{{link}}|{{provenance}}|{{shop}}|{{kind}}|{{period}}|{{revision}}|\
            {{visitors}}|{{isLowerBound}}|{{unansweredOpenings}}|{{isDoubtful}}|{{greetedShare}}|{{farewellShare}}|{{coverage}}|{{medianWaitSeconds}}|\
            {{happyIndex}}
            """, contentType: "text/plain")
        let summary = Summary.fixture()
        var digest = Digest(summary, language: .en)
        digest.link = "https://comptoir.example/report?day=2026-11-21"
        let message = template.message(digest, summary)
        let text = String(decoding: message.body, as: UTF8.self).replacing("\u{a0}", with: " ")
        #expect(
            text.split(separator: "|", omittingEmptySubsequences: false) == [
                "en", "Librairie des Halles, Saturday 21 November 2026",
                "60 visitors, +20 % against a usual Saturday",
                "Door “front” was not watched from 12:00 to 12:15. Could somebody look at its sensor and cable?",
                "Greeted in time=85 %, 51 of 60 −15 points;Median wait=20 s ±0 s;",
                "09 ▄▆▁·▁▁▁▁█ 18, Busiest from 17:00 to 18:00: 30 entrances., hour not fully watched",
                "Fewer were greeted in time than usual: 85 % against 100 %, by the last 2 well-watched Saturdays.",
                "",
                "No greeting was noted for 9 parties, 6 of them from 17:00 to 18:00. A second person near "
                    + "the door then?",
                "https://comptoir.example/report?day=2026-11-21",
                "Day from 04:00 to 04:00, Paris time · doors watched 98 %",
                "Librairie des Halles", "day", "2026-11-21", "1", "60", "false", "0", "false",
                "0.85", "",
                "0.975",
                "20.0", "",
            ])
    }

    @Test("that makes JSON has null for a number that is not known, and no section")
    func unknown() throws {
        let template = try MessageTemplate(
            #"{"v":{{visitors}},"s":{{greetedShare}}{{#greetedShare}},"known":true{{/greetedShare}}}"#,
            contentType: "application/json")
        func text(_ summary: Summary?) -> String {
            let message = template.message(Digest(testOf: "Halles", language: .fr), summary)
            return String(decoding: message.body, as: UTF8.self)
        }
        #expect(text(nil) == #"{"v":null,"s":null}"#)
        #expect(text(.fixture()) == #"{"v":60,"s":0.85,"known":true}"#)
    }

    @Test("that cannot be read says where and why")
    func mistakes() throws {
        func mistake(_ text: String, _ type: String = "text/plain") -> MessageTemplate.Invalid? {
            do throws(MessageTemplate.Invalid) {
                _ = try MessageTemplate(text, contentType: type)
                return nil
            } catch {
                return error
            }
        }
        #expect(
            mistake("a\n{{#moved}}\n{{/figures}}")
                == .init(line: 3, reason: "a section is closed by another name than its own"))
        #expect(mistake("{{#moved}}\n\n")?.reason == "a section is not closed")
        #expect(mistake("{{title")?.reason == "a tag is not closed with }}")
        #expect(mistake("{{{title}}}", "application/json")?.line == nil)
        #expect(mistake("{{{title}}}") == nil)
    }
}
