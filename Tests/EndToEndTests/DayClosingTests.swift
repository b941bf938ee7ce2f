import DoorstepAPI
import DoorstepCore
import Foundation
import TestSupport
import Testing
import Transfer

extension EndToEnd {
    @Suite struct DayClosingTests {
        @Test(
            "a closing time that passed while it was down is caught up: one summary, sent once",
            .bug(
                "https://github.com/Icinga/icingaweb2-module-reporting/issues/171",
                "a report missed while the machine was down"),
            .bug(
                "https://github.com/blynkkk/blynk-server/issues/1084",
                "a report missed while the machine was down"))
        func downAtClosing() async throws {
            try await withListener { receiver in
                var settings = ShopSettings()
                settings.tables =
                    Self.open(until: "18:00") + ShopSettings.destination(port: receiver.port)
                let daemon = try await DaemonProcess.started(settings)
                try await daemon.record(Route.entrances, #"{"people":2}"#)
                let day = try await daemon.get(Route.now, as: NowBody.self).day
                try await daemon.stop()

                // It is noon in this shop: with these hours the day is over.
                settings.tables =
                    Self.open(until: "11:00") + ShopSettings.destination(port: receiver.port)
                try daemon.configure(settings)
                try await daemon.start()
                try await daemon.noticed("message delivered")
                try await daemon.restart()

                // Messages to one receiver are sent in order: a second one for the closing would come first.
                let again = try await daemon.post(Route.deliver(.day, day.description))
                #expect(again.status == 202)
                try await daemon.noticed("message delivered")
                let queued = try again.decoded(DeliveriesBody.self).deliveries.map(\.id.rawValue)
                let sent = receiver.requests.compactMap { $0.field("webhook-id") }
                #expect(sent.count == 2 && sent.last == queued.first)
                let summary = try JSONDecoder().decode(
                    Summary.self, from: Data(try #require(receiver.requests.first).content.utf8))
                #expect(summary.period.id == day.description)
                #expect(summary.traffic.entrances == 2)
                #expect(try await daemon.facts().filter { $0.kind == .dayClosed }.count == 1)
            }
        }

        @Test("a delivery cut off by a kill is made again, with the same id and the same body")
        func killedWhileDelivering() async throws {
            // The first one is left without an answer.
            try await withListener(.ipv4, .answers(["", Listener.ok])) { receiver in
                var settings = ShopSettings()
                settings.tables = ShopSettings.destination(port: receiver.port)
                let daemon = try await DaemonProcess.started(settings)
                try await daemon.record(Route.entrances)
                let day = try await daemon.get(Route.now, as: NowBody.self).day
                var arrivals = receiver.arrivals.makeAsyncIterator()
                #expect(
                    try await daemon.post(Route.deliver(.day, day.description)).status == 202)
                let first = try #require(await arrivals.next())
                try await daemon.restart(after: SIGKILL)
                let second = try #require(await arrivals.next())
                try await daemon.noticed("message delivered")

                #expect(first.field("webhook-id")?.hasPrefix("msg_") == true)
                #expect(first.field("webhook-id") == second.field("webhook-id"))
                #expect(first.content == second.content)
                let deliveries = try await daemon.get(Route.deliveries, as: DeliveriesBody.self)
                #expect(deliveries.deliveries.map(\.state) == [.delivered])
                #expect(receiver.requests.count == 2)
            }
        }

        private static func open(until time: String) -> String {
            let days = Weekday.allCases.map { "\($0.rawValue) = [\"09:00-\(time)\"]" }
            return "[hours]\n" + days.joined(separator: "\n") + "\n\n"
        }
    }
}

/// A request as a receiver got it.
extension String {
    fileprivate func field(_ name: String) -> String? {
        components(separatedBy: "\r\n").first { $0.lowercased().hasPrefix(name + ":") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }

    fileprivate var content: String { components(separatedBy: "\r\n\r\n").dropFirst().joined() }
}
