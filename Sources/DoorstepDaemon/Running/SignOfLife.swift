import DoorstepCore
import Glibc

/// The file in which a running daemon leaves its last sign of life, for the next start to read.
///
/// It lies in `/run` (in memory, so that nothing is written to the disk). A power cut removes it; the last fact then
/// serves as the sign. Its content is that of a fact's stamp, because the wall clock may be set between two runs, but
/// not the time since the boot.
struct SignOfLife: Sendable {
    let path: String

    /// The longest time between two signs of life. Each comes with a ping, as often as a unit with `WatchdogSec=30s`
    /// wants one. A shorter beat would measure outages more exactly and wake an idle machine more often: six times a
    /// minute is a twentieth of the design's budget, and at most ten seconds of a day with an outage are wrong. An
    /// absence longer than a beat is a gap, because outages of half a minute a day add up. A clean stop is recorded
    /// however short it is.
    static let interval = Duration.seconds(10)

    /// The file lies in the directory that systemd makes for the daemon alone; without systemd, beside the socket.
    init(beside socket: String, _ environment: [String: String]) {
        path = environment["RUNTIME_DIRECTORY"].map { $0 + "/alive" } ?? socket + ".alive"
    }

    /// The sign of the last run; nil when there is none that can be read.
    func read() -> ClockReading? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.longest)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return ClockReading(line: String(decoding: bytes[..<count], as: UTF8.self))
    }

    /// Writes a sign of life. A failure is ignored: the next start then uses the last fact, which is less exact.
    func leave(_ reading: ClockReading) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o640)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // Always of one length and in one call, so that a reader never finds half of it.
        let line = reading.line.padded(to: Self.longest)
        pwrite(descriptor, line, line.count, 0)
    }

    private static let longest = 128
}

extension ClockReading {
    /// The reading as a line, such as `2026-11-21T10:15:02.000Z 4711000 right 5a1b…`: the wall clock, milliseconds
    /// since the boot, whether the wall clock is right, and the boot's id.
    var line: String {
        "\(now) \(stamp.monotonic) \(stamp.isTrusted ? "right" : "wrong") \(stamp.boot)"
    }

    init?(line: String) {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 4, let now = Timestamp(String(words[0])),
            let monotonic = Int64(words[1]), ["right", "wrong"].contains(words[2])
        else { return nil }
        self.init(
            now: now,
            stamp: ClockStamp(
                boot: String(words[3]), monotonic: monotonic, isTrusted: words[2] == "right"))
    }
}

extension String {
    /// The text filled up with spaces to `length` bytes, the last of them a line end.
    fileprivate func padded(to length: Int) -> [UInt8] {
        let text = Array(utf8.prefix(length - 1))
        return text + [UInt8](repeating: 0x20, count: length - 1 - text.count) + [0x0A]
    }
}
