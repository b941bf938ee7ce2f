import Foundation

/// A daemon process for the bench, in a scratch directory on the disk that is measured.
final class DaemonUnderTest {
    let socket: String
    let directory: String
    private(set) var process: Process?
    private let program: String

    init(program: String, directory: String) throws {
        self.program = program
        self.directory = directory
        // The socket lies in memory, like /run on a machine with systemd.
        let isShared = FileManager.default.isWritableFile(atPath: "/dev/shm")
        socket =
            isShared
            ? "/dev/shm/doorstep-bench-\(getpid())-\(URL(fileURLWithPath: directory).lastPathComponent).sock"
            : directory + "/doorstep.sock"
        try FileManager.default.createDirectory(
            atPath: directory + "/state", withIntermediateDirectories: true)
        try Data(
            """
            [shop]
            name = "Bench"
            timeZone = "Europe/Paris"

            [[door]]
            name = "front"
            madAbove = 0

            [server]
            socket = "\(socket)"
            stateDirectory = "\(directory)/state"

            [log]
            level = "warning"

            """.utf8
        ).write(to: URL(fileURLWithPath: directory + "/doorstep.toml"))
    }

    /// Starts the daemon and returns when its health check is good.
    /// - Returns: milliseconds from the start to the first good answer.
    @discardableResult
    func start() throws -> Double {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["serve", "--config", directory + "/doorstep.toml"]
        self.process = process
        return try milliseconds {
            try process.run()
            while true {
                if let client = try? SocketClient(path: socket),
                    let (status, _) = try? client.request("GET", "/v1/health"), status == 200
                {
                    return
                }
                guard process.isRunning else { throw BenchError("the daemon ended at its start") }
                usleep(500)
            }
        }
    }

    func stop() {
        guard let process, process.isRunning else { return }
        // SIGKILL, which the ledger survives: children of a Swift thread may inherit a mask that blocks SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        self.process = nil
    }

    deinit {
        stop()
        for suffix in ["", ".alive"] { unlink(socket + suffix) }
    }

    var pid: Int32 { process?.processIdentifier ?? 0 }

    /// Waits until the traces of requests are gone: connections are closed after `ConnectionLimits.idle`, and `IdleWork` gives
    /// memory back at the first half-minute without a fact, so after a whole minute at the latest. Nothing outside
    /// tells when that is done, and a request to the daemon would be work again.
    func rest() { sleep(65) }

    /// The number after `key` in /proc/PID/`file`, in its own unit (kB for memory); 0 when it is not there.
    private func number(_ key: String, in file: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/\(file)", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(key + ":") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    /// The memory that is in use, in bytes.
    var residentBytes: Int { number("VmRSS", in: "status") * 1024 }

    /// The memory that the daemon alone has, and has written to, in bytes.
    var privateBytes: Int { number("Private_Dirty", in: "smaps_rollup") * 1024 }

    /// The bytes written to the disk since the start.
    var writtenBytes: Int { number("write_bytes", in: "io") }

    /// The number of times that each thread gave up the processor to wait, and so woke up again, by thread id.
    var wakeUps: [String: Int] {
        let tasks =
            (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        let counts = tasks.map { ($0, number("voluntary_ctxt_switches", in: "task/\($0)/status")) }
        return Dictionary(counts) { first, _ in first }
    }

    /// A counter of /metrics.
    func metric(_ name: String) throws -> Double {
        let (_, body) = try SocketClient(path: socket).request("GET", "/metrics")
        let line = body.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        guard let value = line.flatMap({ Double($0.dropFirst(name.count + 1)) }) else {
            throw BenchError("there is no \(name) in /metrics")
        }
        return value
    }
}
