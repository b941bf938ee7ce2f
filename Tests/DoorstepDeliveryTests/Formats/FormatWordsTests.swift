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
                "emoji":false}},{"type":"section","text":{"type":"plain_text","text":"⚠ Porte \#
                «⍽front⍽» non observée de 12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et à son \#
                câble⍽?","emoji":false}},{"type":"section","fields":[{"type":"mrkdwn",\#
                "text":"*Arrivées saluées à temps*\n85⍽% (−15⍽points)"},{"type":"mrkdwn",\#
                "text":"*Attente médiane*\n20⍽s (±0⍽s)"}]},{"type":"section",\#
                "text":{"type":"mrkdwn","text":"`9⍽h ▄▆▁·▁▁▁▁█ 18⍽h`\nLe plus de monde de \#
                17⍽h à 18⍽h⍽: 30⍽entrées."}},{"type":"section","text":{"type":"plain_text",\#
                "text":"• Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% contre \#
                100⍽%, médiane de 2 jours semblables.","emoji":false}},{"type":"section",\#
                "text":{"type":"plain_text","text":"→ Entre 17⍽h et 18⍽h⍽: 6 des 9 accueils \#
                manqués. Une deuxième personne près de la porte à ce moment-là les aurait \#
                sauvés.","emoji":false}},{"type":"context","elements":[{"type":"plain_text",\#
                "text":"Données⍽: 4⍽h–4⍽h, Europe/Paris⍽· portes observées 98⍽%⍽· sans correction⍽· version 1",\#
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
                "emoji":false}},{"type":"section","fields":[{"type":"mrkdwn","text":"*Parties greeted \#
                in time*\n85⍽% (−15 points)"},{"type":"mrkdwn","text":"*Median wait*\n20⍽s \#
                (±0⍽s)"}]},{"type":"section","text":{"type":"mrkdwn","text":"`09 ▄▆▁·▁▁▁▁█ \#
                18`\nBusiest from 17:00 to 18:00: 30 entrances."}},{"type":"section",\#
                "text":{"type":"plain_text","text":"• Fewer were greeted in time than usual: \#
                85⍽% against 100⍽%, the median of 2 such days.","emoji":false}},\#
                {"type":"section","text":{"type":"plain_text","text":"→ 17:00 to 18:00: 6 of \#
                the 9 missed greetings. A second person near the door then would have reached \#
                them.","emoji":false}},{"type":"context","elements":[{"type":"plain_text",\#
                "text":"Data: 04:00–04:00, Europe/Paris · doors watched 98⍽% · no correction · revision 1",\#
                "emoji":false}]}]}
                """#)
    }

    @Test("Teams")
    func teams() throws {
        #expect(
            try text(.teams, .fr) == #"""
                {"type":"message",\#
                "attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",\#
                "contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",\#
                "type":"AdaptiveCard","version":"1.2","fallbackText":"Librairie des Halles, \#
                samedi 21 novembre 2026","body":[{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"Librairie des Halles, samedi 21 novembre \#
                2026","weight":"Bolder","size":"Medium"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"60⍽visiteurs, +20⍽% par rapport à un \#
                samedi ordinaire","weight":"Bolder"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"⚠ Porte «⍽front⍽» non observée de 12⍽h à \#
                12⍽h⍽15. Un coup d’œil au capteur et à son câble⍽?"}]},{"type":"FactSet",\#
                "facts":[{"title":"Arrivées saluées à temps","value":"85⍽% (−15⍽points)"},\#
                {"title":"Attente médiane","value":"20⍽s (±0⍽s)"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"9⍽h ▄▆▁·▁▁▁▁█ 18⍽h",\#
                "fontType":"Monospace"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"Le plus de monde de 17⍽h à 18⍽h⍽: \#
                30⍽entrées."}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun",\#
                "text":"• Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% contre \#
                100⍽%, médiane de 2 jours semblables."}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"→ Entre 17⍽h et 18⍽h⍽: 6 des 9 accueils \#
                manqués. Une deuxième personne près de la porte à ce moment-là les aurait \#
                sauvés."}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun",\#
                "text":"Données⍽: 4⍽h–4⍽h, Europe/Paris⍽· portes observées 98⍽%⍽· sans correction⍽· version 1",\#
                "size":"Small","isSubtle":true}]}],"msteams":{"width":"full"}}}]}
                """#)
        #expect(
            try text(.teams, .en) == #"""
                {"type":"message",\#
                "attachments":[{"contentType":"application/vnd.microsoft.card.adaptive",\#
                "contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",\#
                "type":"AdaptiveCard","version":"1.2","fallbackText":"Librairie des Halles, \#
                Saturday 21 November 2026","body":[{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"Librairie des Halles, Saturday 21 \#
                November 2026","weight":"Bolder","size":"Medium"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"60 visitors, +20⍽% against a usual \#
                Saturday","weight":"Bolder"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"⚠ Door “front” was not watched from \#
                12:00 to 12:15. Could somebody look at its sensor and cable?"}]},\#
                {"type":"FactSet","facts":[{"title":"Parties greeted in time","value":"85⍽% (−15 \#
                points)"},{"title":"Median wait","value":"20⍽s (±0⍽s)"}]},\#
                {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"09 ▄▆▁·▁▁▁▁█ 18",\#
                "fontType":"Monospace"}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"Busiest from 17:00 to 18:00: 30 \#
                entrances."}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"• \#
                Fewer were greeted in time than usual: 85⍽% against 100⍽%, the median of 2 \#
                such days."}]},{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"→ \#
                17:00 to 18:00: 6 of the 9 missed greetings. A second person near the door \#
                then would have reached them."}]},{"type":"RichTextBlock",\#
                "inlines":[{"type":"TextRun","text":"Data: 04:00–04:00, Europe/Paris · doors \#
                watched 98⍽% · no correction · revision 1","size":"Small",\#
                "isSubtle":true}]}],"msteams":{"width":"full"}}}]}
                """#)
    }

    @Test("Discord")
    func discord() throws {
        #expect(
            try text(.discord, .fr) == #"""
                {"embeds":[{"title":"Librairie des Halles, samedi 21 novembre 2026",\#
                "description":"**60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire**\n⚠ \#
                Porte «⍽front⍽» non observée de 12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et à \#
                son câble⍽?","fields":[{"name":"Arrivées saluées à temps","value":"85⍽% \#
                \\(−15⍽points\\)","inline":true},{"name":"Attente médiane","value":"20⍽s \#
                \\(±0⍽s\\)","inline":true},{"name":"Affluence","value":"`9⍽h ▄▆▁·▁▁▁▁█ \#
                18⍽h`\nLe plus de monde de 17⍽h à 18⍽h⍽: 30⍽entrées.","inline":false},\#
                {"name":"Ce qui a changé","value":"• Moins d’arrivées saluées à temps que \#
                d’habitude⍽: 85⍽% contre 100⍽%, médiane de 2 jours semblables.",\#
                "inline":false},{"name":"À essayer","value":"Entre 17⍽h et 18⍽h⍽: 6 des 9 \#
                accueils manqués. Une deuxième personne près de la porte à ce moment-là les \#
                aurait sauvés.","inline":false}],"footer":{"text":"Données⍽: 4⍽h–4⍽h, \#
                Europe/Paris⍽· portes observées 98⍽%⍽· sans correction⍽· version 1"}}],"allowed_mentions":{"parse":[]}}
                """#)
        #expect(
            try text(.discord, .en) == #"""
                {"embeds":[{"title":"Librairie des Halles, Saturday 21 November 2026",\#
                "description":"**60 visitors, +20⍽% against a usual Saturday**\n⚠ Door \#
                “front” was not watched from 12:00 to 12:15. Could somebody look at its \#
                sensor and cable?","fields":[{"name":"Parties greeted in time","value":"85⍽% \\(−15 \#
                points\\)","inline":true},{"name":"Median wait","value":"20⍽s \\(±0⍽s\\)",\#
                "inline":true},{"name":"Visitors over time","value":"`09 ▄▆▁·▁▁▁▁█ 18`\nBusiest \#
                from 17:00 to 18:00: 30 entrances.","inline":false},{"name":"What moved",\#
                "value":"• Fewer were greeted in time than usual: 85⍽% against 100⍽%, the \#
                median of 2 such days.","inline":false},{"name":"To try","value":"17:00 to \#
                18:00: 6 of the 9 missed greetings. A second person near the door then would \#
                have reached them.","inline":false}],"footer":{"text":"Data: 04:00–04:00, \#
                Europe/Paris · doors watched 98⍽% · no correction · revision 1"}}],"allowed_mentions":{"parse":[]}}
                """#)
    }

    @Test("Mattermost")
    func mattermost() throws {
        #expect(
            try text(.mattermost, .fr) == #"""
                {"text":"#### Librairie des Halles, samedi 21 novembre \#
                2026\n\n**60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire**\n\n⚠ Porte \#
                «⍽front⍽» non observée de 12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et à son \#
                câble⍽?\n\n- Arrivées saluées à temps⍽: **85⍽%** (−15⍽points)\n- Attente médiane⍽: \#
                **20⍽s** (±0⍽s)\n\n`9⍽h ▄▆▁·▁▁▁▁█ 18⍽h`\n\nLe plus de monde de 17⍽h à 18⍽h⍽: \#
                30⍽entrées.\n\n- Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% \#
                contre 100⍽%, médiane de 2 jours semblables.\n\n→ Entre 17⍽h et 18⍽h⍽: 6 des \#
                9 accueils manqués. Une deuxième personne près de la porte à ce moment-là les \#
                aurait sauvés.\n\n_Données⍽: 4⍽h–4⍽h, Europe/Paris⍽· portes observées 98⍽%⍽· sans correction⍽· version 1_"}
                """#)
        #expect(
            try text(.mattermost, .en) == #"""
                {"text":"#### Librairie des Halles, Saturday 21 November 2026\n\n**60 \#
                visitors, +20⍽% against a usual Saturday**\n\n⚠ Door “front” was not watched \#
                from 12:00 to 12:15. Could somebody look at its sensor and cable?\n\n- \#
                Parties greeted in time: **85⍽%** (−15 points)\n- Median wait: **20⍽s** (±0⍽s)\n\n`09 \#
                ▄▆▁·▁▁▁▁█ 18`\n\nBusiest from 17:00 to 18:00: 30 entrances.\n\n- Fewer were \#
                greeted in time than usual: 85⍽% against 100⍽%, the median of 2 such \#
                days.\n\n→ 17:00 to 18:00: 6 of the 9 missed greetings. A second person near \#
                the door then would have reached them.\n\n_Data: 04:00–04:00, Europe/Paris · \#
                doors watched 98⍽% · no correction · revision 1_"}
                """#)
    }

    @Test("Google Chat")
    func googlechat() throws {
        #expect(
            try text(.googlechat, .fr) == #"""
                {"text":"*Librairie des Halles, samedi 21 novembre 2026*\n*60⍽visiteurs, \#
                +20⍽% par rapport à un samedi ordinaire*\n⚠ Porte «⍽front⍽» non observée de \#
                12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et à son câble⍽?\nArrivées saluées à \#
                temps⍽: 85⍽% (−15⍽points)\nAttente médiane⍽: 20⍽s (±0⍽s)\n`9⍽h ▄▆▁·▁▁▁▁█ \#
                18⍽h`\nLe plus de monde de 17⍽h à 18⍽h⍽: 30⍽entrées.\n• Moins d’arrivées \#
                saluées à temps que d’habitude⍽: 85⍽% contre 100⍽%, médiane de 2 jours \#
                semblables.\n→ Entre 17⍽h et 18⍽h⍽: 6 des 9 accueils manqués. Une deuxième \#
                personne près de la porte à ce moment-là les aurait sauvés.\nDonnées⍽: \#
                4⍽h–4⍽h, Europe/Paris⍽· portes observées 98⍽%⍽· sans correction⍽· version 1"}
                """#)
        #expect(
            try text(.googlechat, .en) == #"""
                {"text":"*Librairie des Halles, Saturday 21 November 2026*\n*60 visitors, \#
                +20⍽% against a usual Saturday*\n⚠ Door “front” was not watched from 12:00 to \#
                12:15. Could somebody look at its sensor and cable?\nParties greeted in time: 85⍽% \#
                (−15 points)\nMedian wait: 20⍽s (±0⍽s)\n`09 ▄▆▁·▁▁▁▁█ 18`\nBusiest from 17:00 \#
                to 18:00: 30 entrances.\n• Fewer were greeted in time than usual: 85⍽% \#
                against 100⍽%, the median of 2 such days.\n→ 17:00 to 18:00: 6 of the 9 \#
                missed greetings. A second person near the door then would have reached \#
                them.\nData: 04:00–04:00, Europe/Paris · doors watched 98⍽% · no correction · revision 1"}
                """#)
    }

    @Test("ntfy")
    func ntfy() throws {
        #expect(
            try text(.ntfy, .fr) == #"""
                60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire
                ⚠ Porte «⍽front⍽» non observée de 12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et \#
                à son câble⍽?
                Arrivées saluées à temps⍽: 85⍽% (−15⍽points)
                Attente médiane⍽: 20⍽s (±0⍽s)
                9⍽h ▄▆▁·▁▁▁▁█ 18⍽h
                Le plus de monde de 17⍽h à 18⍽h⍽: 30⍽entrées.
                • Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% contre 100⍽%, \#
                médiane de 2 jours semblables.
                → Entre 17⍽h et 18⍽h⍽: 6 des 9 accueils manqués. Une deuxième personne près \#
                de la porte à ce moment-là les aurait sauvés.
                Données⍽: 4⍽h–4⍽h, Europe/Paris⍽· portes observées 98⍽%⍽· sans correction⍽· version 1
                """#)
        #expect(
            try text(.ntfy, .en) == #"""
                60 visitors, +20⍽% against a usual Saturday
                ⚠ Door “front” was not watched from 12:00 to 12:15. Could somebody look at \#
                its sensor and cable?
                Parties greeted in time: 85⍽% (−15 points)
                Median wait: 20⍽s (±0⍽s)
                09 ▄▆▁·▁▁▁▁█ 18
                Busiest from 17:00 to 18:00: 30 entrances.
                • Fewer were greeted in time than usual: 85⍽% against 100⍽%, the median of 2 \#
                such days.
                → 17:00 to 18:00: 6 of the 9 missed greetings. A second person near the door \#
                then would have reached them.
                Data: 04:00–04:00, Europe/Paris · doors watched 98⍽% · no correction · revision 1
                """#)
    }

    @Test("Home Assistant")
    func homeassistant() throws {
        #expect(
            try text(.homeassistant, .fr) == #"""
                {"title":"Librairie des Halles, samedi 21 novembre 2026",\#
                "message":"60⍽visiteurs, +20⍽% par rapport à un samedi ordinaire\n⚠ Porte \#
                «⍽front⍽» non observée de 12⍽h à 12⍽h⍽15. Un coup d’œil au capteur et à son \#
                câble⍽?\nArrivées saluées à temps⍽: 85⍽% (−15⍽points)\nAttente médiane⍽: 20⍽s \#
                (±0⍽s)\n9⍽h ▄▆▁·▁▁▁▁█ 18⍽h\nLe plus de monde de 17⍽h à 18⍽h⍽: 30⍽entrées.\n• \#
                Moins d’arrivées saluées à temps que d’habitude⍽: 85⍽% contre 100⍽%, médiane \#
                de 2 jours semblables.\n→ Entre 17⍽h et 18⍽h⍽: 6 des 9 accueils manqués. Une \#
                deuxième personne près de la porte à ce moment-là les aurait \#
                sauvés.\nDonnées⍽: 4⍽h–4⍽h, Europe/Paris⍽· portes observées 98⍽%⍽· sans correction⍽· version 1",\#
                "shop":"Librairie des Halles","kind":"day","period":"2026-11-21",\#
                "revision":1,"visitors":60,"isLowerBound":false,"unansweredOpenings":0,"isDoubtful":false,"greetedShare":0.85,"farewellShare":null,"coverage":0.975,"medianWaitSeconds":20,"happyIndex":null}
                """#)
        #expect(
            try text(.homeassistant, .en) == #"""
                {"title":"Librairie des Halles, Saturday 21 November 2026","message":"60 \#
                visitors, +20⍽% against a usual Saturday\n⚠ Door “front” was not watched from \#
                12:00 to 12:15. Could somebody look at its sensor and cable?\nParties greeted in \#
                time: 85⍽% (−15 points)\nMedian wait: 20⍽s (±0⍽s)\n09 ▄▆▁·▁▁▁▁█ 18\nBusiest \#
                from 17:00 to 18:00: 30 entrances.\n• Fewer were greeted in time than usual: \#
                85⍽% against 100⍽%, the median of 2 such days.\n→ 17:00 to 18:00: 6 of the 9 \#
                missed greetings. A second person near the door then would have reached \#
                them.\nData: 04:00–04:00, Europe/Paris · doors watched 98⍽% · no correction · revision 1",\#
                "shop":"Librairie des Halles","kind":"day","period":"2026-11-21",\#
                "revision":1,"visitors":60,"isLowerBound":false,"unansweredOpenings":0,"isDoubtful":false,"greetedShare":0.85,"farewellShare":null,"coverage":0.975,"medianWaitSeconds":20,"happyIndex":null}
                """#)
    }

    @Test("a template")
    func template() throws {
        #expect(
            try text(.template, .fr) == #"""
                {"text": "Librairie des Halles, samedi 21 novembre 2026", "visitors": 60, \#
                "figures": ["Arrivées saluées à temps 85⍽%", "Attente médiane 20⍽s"]}
                """#)
        #expect(
            try text(.template, .en) == #"""
                {"text": "Librairie des Halles, Saturday 21 November 2026", "visitors": 60, \#
                "figures": ["Parties greeted in time 85⍽%", "Median wait 20⍽s"]}
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
