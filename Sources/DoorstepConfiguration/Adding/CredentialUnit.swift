import Foundation

/// The systemd unit whose process reads a destination's secrets. An administrator's drop-in makes systemd hand them
/// out.
struct CredentialUnit: Hashable {
    /// The directory of the administrator's units, as seen by the process that writes there.
    let directory: String

    /// Whether the courier is a process of its own.
    let isApart: Bool

    /// The unit's name without `.service`.
    var name: String { isApart ? "doorstep-courier" : "doorstepd" }

    /// The command that makes a new destination known, to the recorder too.
    var restart: String {
        "systemctl restart doorstepd" + (isApart ? " doorstep-courier" : "")
    }

    var dropIns: String { "\(directory)/\(name).service.d" }

    /// The path of the destination's drop-in.
    func file(for destination: String) -> String { "\(dropIns)/\(destination).conf" }

    init(directory: String, isApart: Bool) {
        self.directory = directory
        self.isApart = isApart
    }

    /// The unit installed under `root` (`""` for this machine); nil when there is no `doorstepd.service`.
    init?(under root: String) {
        let places = [
            "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system",
            "/usr/lib/systemd/system", "/lib/systemd/system",
        ].map { root + $0 }
        let text = { (path: String) in try? SmallFile(path: path).text }
        guard let unit = places.lazy.compactMap({ text($0 + "/doorstepd.service") }).first
        else { return nil }
        var dropIns: [String: String] = [:]
        // Of two drop-ins with one name, the one in the first of the places counts.
        for place in places.reversed() {
            let folder = place + "/doorstepd.service.d"
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names where name.hasSuffix(".conf") { dropIns[name] = folder + "/" + name }
        }
        let texts = [unit] + dropIns.sorted { $0.key < $1.key }.compactMap { text($0.value) }
        self.init(directory: places[0], isApart: Self.isApart(texts))
    }

    /// Whether the last `ExecStart=` has `--courier apart`. The texts are in the order in which systemd reads them.
    private static func isApart(_ texts: [String]) -> Bool {
        let lines = texts.flatMap { text in
            text.replacing("\\\n", with: " ").split(separator: "\n")
        }
        let start = lines.last { $0.hasPrefix("ExecStart=") && $0 != "ExecStart=" }
        let words = (start ?? "").split(separator: " ")
        return words.contains("--courier=apart")
            || zip(words, words.dropFirst()).contains { $0 == "--courier" && $1 == "apart" }
    }
}
