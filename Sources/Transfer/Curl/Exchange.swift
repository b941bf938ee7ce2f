/// One transfer as seen from libcurl's callbacks: the answer so far, and the reason why the transfer was stopped.
///
/// The callbacks run on the thread that performs the transfer, one at a time. Nothing here throws: an error must not
/// travel through C, so it is kept until the transfer has returned.
final class Exchange {
    enum Reader {
        /// Keeps the body, up to a number of bytes.
        case collect(maximum: Int)
        /// Hands everything on as it comes; a false from `onBytes` ends the transfer.
        case hand(
            onHead: (TransferHead) throws -> Void, onBytes: ([UInt8]) throws -> Bool)
    }

    /// The reason why this side ended the transfer.
    enum Stop {
        case truncated
        case byReader
        case headTooLong
        case failed(any Error)
    }

    let rules: TransferRules
    let isLocal: Bool
    let cancellation: TransferCancellation?
    private let reader: Reader

    private(set) var head: TransferHead?
    private(set) var body: [UInt8] = []
    private(set) var stop: Stop?
    var refusedAddress: String?
    var hasOpenedSocket = false

    private var status = 0
    private var headers: [(name: String, value: String)] = []
    private var headBytes = 0

    init(request: TransferRequest, reader: Reader, cancellation: TransferCancellation?) {
        rules = request.rules
        isLocal = request.unixSocket != nil
        self.reader = reader
        self.cancellation = cancellation
    }

    /// Takes one line of the head, the blank one that ends it included. False ends the transfer.
    func receive(line: UnsafeRawBufferPointer) -> Bool {
        headBytes += line.count
        // libcurl 7.88 takes heads of any length.
        guard headBytes <= 65536 else {
            // Trailers that are too long do not spoil an answer that has come.
            stop = head == nil ? .headTooLong : .truncated
            return false
        }
        // Lines after the head are trailers, which are not used.
        guard head == nil, let first = line.first else { return true }

        let text = String(decoding: line, as: UTF8.self).trimming()
        switch first {
        case UInt8(ascii: "\r"), UInt8(ascii: "\n"):
            guard status < 200 else {
                return finish(TransferHead(status: status, headers: headers))
            }
            // A head with a status below 200 only announces the next one.
            status = 0
            headers = []
        case UInt8(ascii: " "), UInt8(ascii: "\t"):
            // A folded line, an obsolete form, must not pass for another header or another status.
            if let last = headers.indices.last { headers[last].value += " " + text }
        default:
            if status == 0 {
                // The first three digits count, as libcurl reads them.
                status =
                    text.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
            } else if let colon = text.firstIndex(of: ":") {
                let value = text[text.index(after: colon)...].trimming()
                headers.append((name: text[..<colon].trimming(), value: value))
            }
        }
        return true
    }

    /// Takes a piece of the body. False ends the transfer.
    func receive(bytes: UnsafeRawBufferPointer) -> Bool {
        switch reader {
        case .collect(let maximum):
            let room = max(maximum - body.count, 0)
            body.append(contentsOf: bytes.prefix(room))
            guard bytes.count <= room else {
                stop = .truncated
                return false
            }
            return true
        case .hand(_, let onBytes):
            return handing { try onBytes(Array(bytes)) }
        }
    }

    /// Accepts a failed transfer whose head has come: the rest of the answer does not matter.
    func acceptCutAnswer() {
        guard head != nil, stop == nil else { return }
        stop = .truncated
    }

    private func finish(_ head: TransferHead) -> Bool {
        self.head = head
        guard case .hand(let onHead, _) = reader else { return true }
        return handing {
            try onHead(head)
            return true
        }
    }

    private func handing(_ hand: () throws -> Bool) -> Bool {
        do {
            guard try hand() else {
                stop = .byReader
                return false
            }
            return true
        } catch {
            stop = .failed(error)
            return false
        }
    }
}
