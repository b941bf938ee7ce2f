import CCurl
import Glibc

/// A connection for requests one after the other, for as long as the other end keeps it.
///
/// Every call blocks its thread. Not `Sendable`: it belongs to the caller that makes the requests.
package final class TransferConnection {
    private var easy: EasyHandle?
    private var rules: TransferRules?

    package init() {}

    /// Returns the complete answer, whatever its status.
    package func perform(
        _ request: TransferRequest, cancellation: TransferCancellation? = nil
    ) throws(TransferError) -> TransferAnswer {
        let exchange = Exchange(
            request: request, reader: .collect(maximum: request.limits.maximumAnswer),
            cancellation: cancellation)
        let easy = try run(request, exchange, isStream: false)
        switch exchange.stop {
        case .headTooLong: throw .headTooLong
        case nil, .truncated, .byReader, .failed: break
        }
        guard let head = exchange.head else { throw .sendOrReceive("no answer") }
        return answer(head, exchange, easy)
    }

    /// Hands on an answer as it comes, without a limit on its length or on the time in all.
    ///
    /// - Parameters:
    ///   - request: Its `limits.total` and `limits.maximumAnswer` are not used.
    ///   - cancellation: Ends the stream from another thread.
    ///   - onHead: Called once, before the body. An error ends the transfer.
    ///   - onBytes: Called with each piece of the body; false ends the transfer, as an error does.
    /// - Throws: `TransferError`, or an error of `onHead` or `onBytes`, unchanged.
    package func stream(
        _ request: TransferRequest,
        cancellation: TransferCancellation? = nil,
        onHead: (TransferHead) throws -> Void,
        onBytes: ([UInt8]) throws -> Bool
    ) throws {
        try withoutActuallyEscaping(onHead) { onHead in
            try withoutActuallyEscaping(onBytes) { onBytes in
                let exchange = Exchange(
                    request: request, reader: .hand(onHead: onHead, onBytes: onBytes),
                    cancellation: cancellation)
                _ = try run(request, exchange, isStream: true)
                switch exchange.stop {
                case .failed(let error): throw error
                case .headTooLong: throw TransferError.headTooLong
                case nil, .truncated, .byReader: break
                }
            }
        }
    }

    /// Returns once the transfer is over, in the ordinary way or because the exchange stopped it.
    private func run(
        _ request: TransferRequest, _ exchange: Exchange, isStream: Bool
    ) throws(TransferError) -> EasyHandle {
        let url = try TransferURL(request.url)
        let target = TransferTarget(url: url, unixSocket: request.unixSocket)
        try url.check(against: request.rules)
        try checkSocketPath(request.unixSocket)
        let lines = try HeaderLines(try request.headerLines())
        if exchange.cancellation?.isCancelled == true { throw .cancelled }

        let easy = try handle(for: request.rules)
        try easy.prepare(request, isStream: isStream)
        try easy.setHeaders(lines)
        try easy.setCallbacks(for: exchange)
        let code = withExtendedLifetime((lines, exchange)) { easy.perform() }
        if !exchange.isLocal {
            request.trace?.note(
                easy, hasSentAll: exchange.head == nil && easy.uploaded >= request.body?.count ?? 0)
        }

        if code != CURLE_OK, code != CURLE_ABORTED_BY_CALLBACK, request.takesCutAnswer {
            exchange.acceptCutAnswer()
        }
        guard code == CURLE_OK || exchange.stop != nil else {
            throw TransferError(
                code, detail: easy.detail, errno: easy.systemError, exchange: exchange,
                target: target)
        }
        return easy
    }

    /// A handle for these rules. An open connection is not judged again, so one made under other rules is dropped.
    private func handle(for rules: TransferRules) throws(TransferError) -> EasyHandle {
        if let easy, self.rules == rules { return easy }
        let fresh = try EasyHandle()
        easy = fresh
        self.rules = rules
        return fresh
    }

    /// Refuses a path that is too long, which libcurl would report as a host that cannot be found.
    private func checkSocketPath(_ path: String?) throws(TransferError) {
        guard let path else { return }
        let longest = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1
        guard path.utf8.count <= longest else {
            throw .cannotConnect(path, errno: ENAMETOOLONG)
        }
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw .cannotConnect(path, errno: EINVAL)
        }
    }

    private func answer(
        _ head: TransferHead, _ exchange: Exchange, _ easy: EasyHandle
    ) -> TransferAnswer {
        let isTruncated = if case .truncated = exchange.stop { true } else { false }
        let retryAfter = head.header("Retry-After").flatMap {
            RetryAfter.wait($0, date: head.header("Date"), now: Int64(time(nil)))
        }
        return TransferAnswer(
            status: head.status,
            headers: head.headers,
            body: exchange.body,
            isTruncated: isTruncated,
            retryAfter: retryAfter,
            address: exchange.isLocal ? nil : easy.address,
            elapsed: easy.elapsed)
    }
}
