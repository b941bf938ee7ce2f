import DoorstepAPI
import DoorstepClient
import DoorstepCore
import Foundation
import TestSupport
import Transfer

/// Reads the stream of a daemon on a thread of its own.
final class StreamReader: Sendable {
    let events = Chronicle<ServerSentEvent>()

    /// One entry when the daemon has taken the reader in: nothing is missed from then on.
    let openings = Chronicle<Int>()

    /// How it ended: nil for as it should.
    private let endings = Chronicle<TransferError?>()
    private let cancellation = TransferCancellation()

    convenience init(_ daemon: DaemonProcess, after last: LedgerPosition? = nil) {
        let headers = last.map { [(HeaderName.lastEventID, "\($0)")] } ?? []
        self.init(TransferRequest("GET", Route.stream, over: daemon.socket, headers: headers))
    }

    init(_ request: TransferRequest) {
        onThread { [events, openings, endings, cancellation] in
            var parser = EventParser()
            var status = 0
            var ending: TransferError?
            do {
                try Transfer.stream(request, cancellation: cancellation) { head in
                    status = head.status
                } onBytes: { bytes in
                    // The first bytes come after the reader was taken in.
                    if openings.entries.isEmpty { openings.append(status) }
                    for event in parser.read(bytes) { events.append(event) }
                    return true
                }
            } catch {
                ending = error as? TransferError ?? .other(code: 0, message: "\(error)")
            }
            openings.end()
            events.end()
            endings.append(ending)
            endings.end()
        }
    }

    static func opened(_ daemon: DaemonProcess, after last: Int64? = nil) async throws
        -> StreamReader
    {
        var position: LedgerPosition?
        if let last {
            let ledger = try await daemon.get(Route.now, as: NowBody.self).ledger
            position = LedgerPosition(ledger: ledger, sequence: Sequence(last))
        }
        let reader = StreamReader(daemon, after: position)
        try await reader.openings.first { $0 == 200 }
        return reader
    }

    deinit { cancellation.cancel() }

    /// Nil when the daemon ended it as HTTP wants it.
    func ended() async throws -> TransferError? { try await endings.first { _ in true }.entry }

    /// The facts' events so far, without beats.
    var facts: [ServerSentEvent] { events.entries.filter { $0.name != StreamEventName.beat } }

    /// The numbers of those facts.
    var numbers: [Int64] { facts.compactMap { LedgerPosition($0.id)?.sequence.value } }

    /// Returns when it has got the fact with this number.
    func got(_ sequence: Int64) async throws {
        try await events.first { LedgerPosition($0.id)?.sequence.value == sequence }
    }
}
