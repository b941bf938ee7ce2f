import Glibc

/// A pipe that wakes a thread sleeping in poll(2); the thread polls `descriptor`.
final class Wakeup: Sendable {
    let descriptor: Int32
    private let writing: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw CommandFailure("cannot make a pipe", because: systemWords(errno))
        }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (descriptor, writing) = (ends[0], ends[1])
    }

    func signal() {
        var byte: UInt8 = 1
        // The write fails when the pipe is full, but a full pipe wakes the thread as well.
        _ = Glibc.write(writing, &byte, 1)
    }

    func drain() {
        var bytes = [UInt8](repeating: 0, count: 512)
        while Glibc.read(descriptor, &bytes, bytes.count) == bytes.count {}
    }
}
