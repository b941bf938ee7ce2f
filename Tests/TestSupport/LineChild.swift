import Foundation

/// A program that is asked and answers in lines.
package final class LineChild: Sendable {
    /// Its standard output, as it comes.
    private let lines: AsyncStream<Data>
    /// The other end is its standard input and output. Inherited by no other child, or it would never see the end.
    private let socket: FileHandle

    package init(_ program: String, _ arguments: [String]) throws {
        var ends: [CInt] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SocketFailure(call: "socketpair")
        }
        let end = FileHandle(fileDescriptor: ends[1], closeOnDealloc: false)
        // Closed when neither this nor the thread below uses it any more.
        socket = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        let process = ChildProcess()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardInput = end
        process.standardOutput = end
        process.standardError = FileHandle.nullDevice
        try process.run()
        close(ends[1])
        let (lines, continuation) = AsyncStream.makeStream(of: Data.self)
        self.lines = lines
        onThread { [socket] in
            var bytes = Data()
            var buffer = [UInt8](repeating: 0, count: 65536)
            while case let count = read(socket.fileDescriptor, &buffer, buffer.count), count > 0 {
                bytes += buffer[..<count]
                while let end = bytes.firstIndex(of: 0x0A) {
                    continuation.yield(Data(bytes[..<end]))
                    bytes = Data(bytes[(end + 1)...])
                }
            }
            continuation.finish()
        }
    }

    deinit { shutdown(socket.fileDescriptor, Int32(SHUT_RDWR)) }

    package func write(_ text: String) {
        socket.write(Data(text.utf8))
    }

    /// The next line; nil after the last.
    package func next() async -> Data? {
        for await line in lines { return line }
        return nil
    }

    /// Tells it that there is no more to come, and waits for its last word: the lines that were not asked for.
    package func rest() async -> [Data] {
        shutdown(socket.fileDescriptor, Int32(SHUT_WR))
        return await lines.reduce(into: []) { $0.append($1) }
    }
}
