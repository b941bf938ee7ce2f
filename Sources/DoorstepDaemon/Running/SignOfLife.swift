import DoorstepCore
import Glibc

/// The file in which a running daemon leaves its last sign of life, for the next start to read.
///
/// It stands in `/run` (in memory, so that nothing is written to the disk), and goes with it in a power cut: then the last
/// fact tells. It says the same as a fact's stamp, because a wall clock may be set between two runs, and the time since the
/// boot may not.
struct SignOfLife: Sendable {
    let path: String

    /// How often one is given, at least; as often as a unit of systemd with `WatchdogSec=30s` wants a ping, which comes with
    /// it. A shorter beat would tell the length of an outage more exactly and wake an idle machine more often: six times a
    /// minute is a twentieth of what the design allows, and at most ten seconds of a day with an outage are told
    /// wrongly. What is longer than a beat is a gap, because an outage of half a minute a day adds up, too, and a clean
    /// stop is recorded however short it is.
    static let beat = Duration.seconds(10)

    /// In the directory that systemd makes for the daemon alone; without systemd, beside the socket.
    init(beside socket: String, _ environment: [String: String]) {
        path = environment["RUNTIME_DIRECTORY"].map { $0 + "/alive" } ?? socket + ".alive"
    }

    /// What the last run left; nil when there is nothing that can be read.
    func read() -> ClockReading? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.longest)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return ClockReading(line: String(decoding: bytes[..<count], as: UTF8.self))
    }

    /// A sign that cannot be left is no reason to stop: the facts tell, if less exactly.
    func leave(_ reading: ClockReading) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o640)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // Of one length, in one call: a reader never finds half of it.
        let line = reading.line.padded(to: Self.longest)
        pwrite(descriptor, line, line.count, 0)
    }

    private static let longest = 128
}

extension ClockReading {
    /// `2026-11-21T10:15:02.000Z 4711000 right 5a1b…`: the wall clock, milliseconds since the boot, whether the wall clock is
    /// right, and the boot's id.
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
    /// Spaces up to the end of the line.
    fileprivate func padded(to length: Int) -> [UInt8] {
        let text = Array(utf8.prefix(length - 1))
        return text + [UInt8](repeating: 0x20, count: length - 1 - text.count) + [0x0A]
    }
}
