import DoorstepCore
import DoorstepWords
import TestSupport
import Testing

@testable import DoorstepDelivery

/// One whole message of each format for people. `⍽` stands for U+00A0.
@Suite("Formats, word for word")
struct FormatWordsTests {
    @Test("Slack")
    func slack() throws {
        #expect(
            try text(.slack, .fr) == #"""
                {"text":"Librairie des Halles, samedi 21 novembre 2026⍽: 60⍽visiteurs, +20⍽% \#
                par rapport à un samedi ordinaire","mrkdwn":false,"blocks":[{"type":"header",\#
                "text":{"type":"plain_text","text":"Librairie des Halles, samedi 21 novembre \#
                2026","emoji":false}},{"type":"section","text":{"type":"plain_text",\#
                "text":"60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire",\#
                "emoji":false}},{"type":"section","text":{"type":"plain_text","text":"⚠ La \#
                porte «⍽front⍽» n’a pas été suivie de 12⍽h à 12⍽h⍽15. Un coup d’œil au \#
                capteur et à son câble⍽?","emoji":false}},{"type":"section",\#
                "fields":[{"type":"mrkdwn","text":"*Saluées à temps*\n85⍽%, 51 sur 60 \#
                (−15⍽points)"},{"type":"mrkdwn","text":"*Attente médiane*\n20⍽s (±0⍽s)"}]},\#
                {"type":"section","text":{"type":"mrkdwn","text":"`9⍽h ▄▆▁·▁▁▁▁█ 18⍽h`\n· \#
                heure pas suivie en entier\nLe plus de monde de 17⍽h à 18⍽h⍽: 30⍽entrées."}},\#
                {"type":"section","text":{"type":"plain_text","text":"• Moins d’arrivées \#
                saluées à temps que d’habitude⍽: 85⍽% contre 100⍽%, d’après les 2 derniers \#
                samedis bien suivis.","emoji":false}},{"type":"section",\#
                "text":{"type":"plain_text","text":"→ 9⍽arrivées sans bonjour noté, dont 6 \#
                entre 17⍽h et 18⍽h. Une deuxième personne près de la porte à ce moment-là⍽?",\#
                "emoji":false}},{"type":"context","elements":[{"type":"plain_text",\#
                "text":"Journée de 4⍽h à 4⍽h, heure de Paris⍽· portes suivies 98⍽%",\#
                "emoji":false}]}]}
                """#)
        #expect(
            try text(.slack, .en) == #"""
                {"text":"Librairie des Halles, Saturday 21 November 2026: 60 visitors, +20⍽% \#
                against a usual Saturday","mrkdwn":false,"blocks":[{"type":"header",\#
                "text":{"type":"plain_text","text":"Librairie des Halles, Saturday 21 \#
                November 2026","emoji":false}},{"type":"section","text":{"type":"plain_text",\#
                "text":"60 visitors, +20⍽% against a usual Saturday","emoji":false}},\#
                {"type":"section","text":{"type":"plain_text","text":"⚠ Door “front” was not \#
                watched from 12:00 to 12:15. Could somebody look at its sensor and cable?",\#
                "emoji":false}},{"type":"section","fields":[{"type":"mrkdwn",\#
                "text":"*Greeted in time*\n85⍽%, 51 of 60 (−15 points)"},{"type":"mrkdwn",\#
                "text":"*Median wait*\n20⍽s (±0⍽s)"}]},{"type":"section",\#
                "text":{"type":"mrkdwn","text":"`09 ▄▆▁·▁▁▁▁█ 18`\n· hour not fully \#
                watched\nBusiest from 17:00 to 18:00: 30 entrances."}},{"type":"section",\#
                "text":{"type":"plain_text","text":"• Fewer were greeted in time than usual: \#
                85⍽% against 100⍽%, by the last 2 well-watched Saturdays.","emoji":false}},\#
                {"type":"section","text":{"type":"plain_text","text":"→ No greeting was \#
                noted for 9 parties, 6 of them from 17:00 to 18:00. A second person near the \#
                door then?","emoji":false}},{"type":"context",\#
                "elements":[{"type":"plain_text","text":"Day from 04:00 to 04:00, Paris time \#
                · doors watched 98⍽%","emoji":false}]}]}
                """#)
    }

    @Test("Teams")
    func teams() throws {
        #expect(
            try text(.teams, .fr) == #"""
                {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",\#
                "contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",\#
                "type":"AdaptiveCard","version":"1.2","fallbackText":"Librairie des Halles, \#
                samedi 21 novembre 2026","body":[{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"Librairie des Halles, samedi 21 novembre \#
                2026","weight":"Bolder","size":"Medium"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"60⍽visiteurs, +20⍽% par rapport à un \#
                samedi ordinaire","weight":"Bolder"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"⚠ La porte «⍽front⍽» n’a pas été suivie \#
                de 12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et à son câble⍽?"}]},\#
                {"type":"FactSet","facts":[{"title":"Saluées à temps","value":"85⍽%, 51 sur \#
                60 (−15⍽points)"},{"title":"Attente médiane","value":"20⍽s (±0⍽s)"}]},\#
                {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"9⍽h ▄▆▁·▁▁▁▁█ \#
                18⍽h","fontType":"Monospace"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"· heure pas suivie en entier"}]},\#
                {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Le plus de monde \#
                de 17⍽h à 18⍽h⍽: 30⍽entrées."}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"• Moins d’arrivées saluées à temps que \#
                d’habitude⍽: 85⍽% contre 100⍽%, d’après les 2 derniers samedis bien suivis."}\#
                ]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"→ 9⍽arrivées \#
                sans bonjour noté, dont 6 entre 17⍽h et 18⍽h. Une deuxième personne près de \#
                la porte à ce moment-là⍽?"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"Journée de 4⍽h à 4⍽h, heure de Paris⍽· \#
                portes suivies 98⍽%","size":"Small","isSubtle":true}]}],\#
                "msteams":{"width":"full"}}}]}
                """#)
        #expect(
            try text(.teams, .en) == #"""
                {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",\#
                "contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",\#
                "type":"AdaptiveCard","version":"1.2","fallbackText":"Librairie des Halles, \#
                Saturday 21 November 2026","body":[{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"Librairie des Halles, Saturday 21 \#
                November 2026","weight":"Bolder","size":"Medium"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"60 visitors, +20⍽% against a usual \#
                Saturday","weight":"Bolder"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"⚠ Door “front” was not watched from \#
                12:00 to 12:15. Could somebody look at its sensor and cable?"}]},\#
                {"type":"FactSet","facts":[{"title":"Greeted in time","value":"85⍽%, 51 of 60 \#
                (−15 points)"},{"title":"Median wait","value":"20⍽s (±0⍽s)"}]},\#
                {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"09 ▄▆▁·▁▁▁▁█ 18",\#
                "fontType":"Monospace"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"· hour not fully watched"}]},\#
                {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Busiest from \#
                17:00 to 18:00: 30 entrances."}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"• Fewer were greeted in time than usual: \#
                85⍽% against 100⍽%, by the last 2 well-watched Saturdays."}]},\#
                {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"→ No greeting \#
                was noted for 9 parties, 6 of them from 17:00 to 18:00. A second person near \#
                the door then?"}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun",\#
                "text":"Day from 04:00 to 04:00, Paris time · doors watched 98⍽%",\#
                "size":"Small","isSubtle":true}]}],"msteams":{"width":"full"}}}]}
                """#)
    }

    @Test("Discord")
    func discord() throws {
        #expect(
            try text(.discord, .fr) == #"""
                {"embeds":[{"title":"Librairie des Halles, samedi 21 novembre 2026",\#
                "description":"**60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire**\n⚠ \#
                La porte «⍽front⍽» n’a pas été suivie de 12⍽h à 12⍽h⍽15. Un coup d’œil au \#
                capteur et à son câble⍽?","fields":[{"name":"Saluées à temps","value":"85⍽%, \#
                51 sur 60 \\(−15⍽points\\)","inline":true},{"name":"Attente médiane",\#
                "value":"20⍽s \\(±0⍽s\\)","inline":true},{"name":"Affluence","value":"`9⍽h \#
                ▄▆▁·▁▁▁▁█ 18⍽h`\n· heure pas suivie en entier\nLe plus de monde de 17⍽h à \#
                18⍽h⍽: 30⍽entrées.","inline":false},{"name":"Ce qui a changé","value":"• \#
                Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% contre 100⍽%, d’après \#
                les 2 derniers samedis bien suivis.","inline":false},{"name":"À essayer",\#
                "value":"9⍽arrivées sans bonjour noté, dont 6 entre 17⍽h et 18⍽h. Une \#
                deuxième personne près de la porte à ce moment-là⍽?",\#
                "inline":false}],"footer":{"text":"Journée de 4⍽h à 4⍽h, heure de Paris⍽· \#
                portes suivies 98⍽%"}}],"allowed_mentions":{"parse":[]}}
                """#)
        #expect(
            try text(.discord, .en) == #"""
                {"embeds":[{"title":"Librairie des Halles, Saturday 21 November 2026",\#
                "description":"**60 visitors, +20⍽% against a usual Saturday**\n⚠ Door \#
                “front” was not watched from 12:00 to 12:15. Could somebody look at its \#
                sensor and cable?","fields":[{"name":"Greeted in time","value":"85⍽%, 51 of \#
                60 \\(−15 points\\)","inline":true},{"name":"Median wait","value":"20⍽s \#
                \\(±0⍽s\\)","inline":true},{"name":"Visitors over time","value":"`09 \#
                ▄▆▁·▁▁▁▁█ 18`\n· hour not fully watched\nBusiest from 17:00 to 18:00: 30 \#
                entrances.","inline":false},{"name":"What moved","value":"• Fewer were \#
                greeted in time than usual: 85⍽% against 100⍽%, by the last 2 well-watched \#
                Saturdays.","inline":false},{"name":"To try","value":"No greeting was noted \#
                for 9 parties, 6 of them from 17:00 to 18:00. A second person near the door \#
                then?","inline":false}],"footer":{"text":"Day from 04:00 to 04:00, Paris \#
                time · doors watched 98⍽%"}}],"allowed_mentions":{"parse":[]}}
                """#)
    }

    @Test("Mattermost")
    func mattermost() throws {
        #expect(
            try text(.mattermost, .fr) == #"""
                {"text":"#### Librairie des Halles, samedi 21 novembre \#
                2026\n\n**60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire**\n\n⚠ La \#
                porte «⍽front⍽» n’a pas été suivie de 12⍽h à 12⍽h⍽15. Un coup d’œil au \#
                capteur et à son câble⍽?\n\n- Saluées à temps⍽: **85⍽%, 51 sur 60** \#
                (−15⍽points)\n- Attente médiane⍽: **20⍽s** (±0⍽s)\n\n`9⍽h ▄▆▁·▁▁▁▁█ \#
                18⍽h`\n\n· heure pas suivie en entier\n\nLe plus de monde de 17⍽h à 18⍽h⍽: \#
                30⍽entrées.\n\n- Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% \#
                contre 100⍽%, d’après les 2 derniers samedis bien suivis.\n\n→ 9⍽arrivées \#
                sans bonjour noté, dont 6 entre 17⍽h et 18⍽h. Une deuxième personne près de \#
                la porte à ce moment-là⍽?\n\n_Journée de 4⍽h à 4⍽h, heure de Paris⍽· portes \#
                suivies 98⍽%_"}
                """#)
        #expect(
            try text(.mattermost, .en) == #"""
                {"text":"#### Librairie des Halles, Saturday 21 November 2026\n\n**60 \#
                visitors, +20⍽% against a usual Saturday**\n\n⚠ Door “front” was not watched \#
                from 12:00 to 12:15. Could somebody look at its sensor and cable?\n\n- \#
                Greeted in time: **85⍽%, 51 of 60** (−15 points)\n- Median wait: **20⍽s** \#
                (±0⍽s)\n\n`09 ▄▆▁·▁▁▁▁█ 18`\n\n· hour not fully watched\n\nBusiest from \#
                17:00 to 18:00: 30 entrances.\n\n- Fewer were greeted in time than usual: \#
                85⍽% against 100⍽%, by the last 2 well-watched Saturdays.\n\n→ No greeting \#
                was noted for 9 parties, 6 of them from 17:00 to 18:00. A second person near \#
                the door then?\n\n_Day from 04:00 to 04:00, Paris time · doors watched \#
                98⍽%_"}
                """#)
    }

    @Test("Google Chat")
    func googlechat() throws {
        #expect(
            try text(.googlechat, .fr) == #"""
                {"text":"*Librairie des Halles, samedi 21 novembre 2026*\n*60⍽visiteurs, \#
                +20⍽% par rapport à un samedi ordinaire*\n⚠ La porte «⍽front⍽» n’a pas été \#
                suivie de 12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et à son câble⍽?\nSaluées \#
                à temps⍽: 85⍽%, 51 sur 60 (−15⍽points)\nAttente médiane⍽: 20⍽s (±0⍽s)\n`9⍽h \#
                ▄▆▁·▁▁▁▁█ 18⍽h`\n· heure pas suivie en entier\nLe plus de monde de 17⍽h à \#
                18⍽h⍽: 30⍽entrées.\n• Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% \#
                contre 100⍽%, d’après les 2 derniers samedis bien suivis.\n→ 9⍽arrivées sans \#
                bonjour noté, dont 6 entre 17⍽h et 18⍽h. Une deuxième personne près de la \#
                porte à ce moment-là⍽?\nJournée de 4⍽h à 4⍽h, heure de Paris⍽· portes \#
                suivies 98⍽%"}
                """#)
        #expect(
            try text(.googlechat, .en) == #"""
                {"text":"*Librairie des Halles, Saturday 21 November 2026*\n*60 visitors, \#
                +20⍽% against a usual Saturday*\n⚠ Door “front” was not watched from 12:00 \#
                to 12:15. Could somebody look at its sensor and cable?\nGreeted in time: \#
                85⍽%, 51 of 60 (−15 points)\nMedian wait: 20⍽s (±0⍽s)\n`09 ▄▆▁·▁▁▁▁█ 18`\n· \#
                hour not fully watched\nBusiest from 17:00 to 18:00: 30 entrances.\n• Fewer \#
                were greeted in time than usual: 85⍽% against 100⍽%, by the last 2 \#
                well-watched Saturdays.\n→ No greeting was noted for 9 parties, 6 of them \#
                from 17:00 to 18:00. A second person near the door then?\nDay from 04:00 to \#
                04:00, Paris time · doors watched 98⍽%"}
                """#)
    }

    @Test("ntfy")
    func ntfy() throws {
        #expect(
            try text(.ntfy, .fr) == #"""
                60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire
                ⚠ La porte «⍽front⍽» n’a pas été suivie de 12⍽h à 12⍽h⍽15. Un coup d’œil au \#
                capteur et à son câble⍽?
                Saluées à temps⍽: 85⍽%, 51 sur 60 (−15⍽points)
                Attente médiane⍽: 20⍽s (±0⍽s)
                9⍽h ▄▆▁·▁▁▁▁█ 18⍽h
                · heure pas suivie en entier
                Le plus de monde de 17⍽h à 18⍽h⍽: 30⍽entrées.
                • Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% contre 100⍽%, \#
                d’après les 2 derniers samedis bien suivis.
                → 9⍽arrivées sans bonjour noté, dont 6 entre 17⍽h et 18⍽h. Une deuxième \#
                personne près de la porte à ce moment-là⍽?
                Journée de 4⍽h à 4⍽h, heure de Paris⍽· portes suivies 98⍽%
                """#)
        #expect(
            try text(.ntfy, .en) == #"""
                60 visitors, +20⍽% against a usual Saturday
                ⚠ Door “front” was not watched from 12:00 to 12:15. Could somebody look at \#
                its sensor and cable?
                Greeted in time: 85⍽%, 51 of 60 (−15 points)
                Median wait: 20⍽s (±0⍽s)
                09 ▄▆▁·▁▁▁▁█ 18
                · hour not fully watched
                Busiest from 17:00 to 18:00: 30 entrances.
                • Fewer were greeted in time than usual: 85⍽% against 100⍽%, by the last 2 \#
                well-watched Saturdays.
                → No greeting was noted for 9 parties, 6 of them from 17:00 to 18:00. A \#
                second person near the door then?
                Day from 04:00 to 04:00, Paris time · doors watched 98⍽%
                """#)
    }

    @Test("Home Assistant")
    func homeassistant() throws {
        #expect(
            try text(.homeassistant, .fr) == #"""
                {"title":"Librairie des Halles, samedi 21 novembre 2026",\#
                "message":"60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire\n⚠ La porte \#
                «⍽front⍽» n’a pas été suivie de 12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et \#
                à son câble⍽?\nSaluées à temps⍽: 85⍽%, 51 sur 60 (−15⍽points)\nAttente \#
                médiane⍽: 20⍽s (±0⍽s)\n9⍽h ▄▆▁·▁▁▁▁█ 18⍽h\n· heure pas suivie en entier\nLe \#
                plus de monde de 17⍽h à 18⍽h⍽: 30⍽entrées.\n• Moins d’arrivées saluées à \#
                temps que d’habitude⍽: 85⍽% contre 100⍽%, d’après les 2 derniers samedis \#
                bien suivis.\n→ 9⍽arrivées sans bonjour noté, dont 6 entre 17⍽h et 18⍽h. Une \#
                deuxième personne près de la porte à ce moment-là⍽?\nJournée de 4⍽h à 4⍽h, \#
                heure de Paris⍽· portes suivies 98⍽%","shop":"Librairie des Halles",\#
                "kind":"day","period":"2026-11-21",\#
                "revision":1,"visitors":60,"isLowerBound":false,"unansweredOpenings":0,\#
                "isDoubtful":false,"greetedShare":0.85,"farewellShare":null,"coverage":0.975,\#
                "medianWaitSeconds":20,"happyIndex":null}
                """#)
        #expect(
            try text(.homeassistant, .en) == #"""
                {"title":"Librairie des Halles, Saturday 21 November 2026","message":"60 \#
                visitors, +20⍽% against a usual Saturday\n⚠ Door “front” was not watched \#
                from 12:00 to 12:15. Could somebody look at its sensor and cable?\nGreeted \#
                in time: 85⍽%, 51 of 60 (−15 points)\nMedian wait: 20⍽s (±0⍽s)\n09 ▄▆▁·▁▁▁▁█ \#
                18\n· hour not fully watched\nBusiest from 17:00 to 18:00: 30 entrances.\n• \#
                Fewer were greeted in time than usual: 85⍽% against 100⍽%, by the last 2 \#
                well-watched Saturdays.\n→ No greeting was noted for 9 parties, 6 of them \#
                from 17:00 to 18:00. A second person near the door then?\nDay from 04:00 to \#
                04:00, Paris time · doors watched 98⍽%","shop":"Librairie des Halles",\#
                "kind":"day","period":"2026-11-21",\#
                "revision":1,"visitors":60,"isLowerBound":false,"unansweredOpenings":0,\#
                "isDoubtful":false,"greetedShare":0.85,"farewellShare":null,"coverage":0.975,\#
                "medianWaitSeconds":20,"happyIndex":null}
                """#)
    }

    @Test("a template")
    func template() throws {
        #expect(
            try text(.template, .fr) == #"""
                {"text": "Librairie des Halles, samedi 21 novembre 2026", "visitors": 60, \#
                "figures": ["Saluées à temps 85⍽%, 51 sur 60", "Attente médiane 20⍽s"]}
                """#)
        #expect(
            try text(.template, .en) == #"""
                {"text": "Librairie des Halles, Saturday 21 November 2026", "visitors": 60, \#
                "figures": ["Greeted in time 85⍽%, 51 of 60", "Median wait 20⍽s"]}
                """#)
    }

    private func text(_ format: MessageFormat, _ language: ScreenLanguage) throws -> String {
        let template = try MessageTemplate(
            #"""
            {"text": "{{title}}", "visitors": {{visitors}}, \#
            "figures": [{{#figures}}"{{name}} {{value}}"{{^last()}}, {{/last()}}{{/figures}}]}
            """#, contentType: "application/json")
        let subscription = try Subscription.fixture(
            format, language, template: format == .template ? template : nil)
        let message = try subscription.message(
            of: MessageContent(.fixture()), id: DeliveryID(rawValue: "msg_1"))
        return String(decoding: message.body, as: UTF8.self).replacing("\u{a0}", with: "⍽")
    }
}
