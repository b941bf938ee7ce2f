import Glibc

extension ZoneDirectory {
    /// The names of zones that have a file, in order; none where tzdata's own list is missing.
    package var names: [String] {
        let (zones, links) = listed
        return (zones + links.keys).filter { access(path + "/" + $0, R_OK) == 0 }.sorted()
    }

    /// The reason why there is no file of that name.
    func trouble(with name: String) -> ZoneError {
        if access(list, F_OK) != 0, access(path + "/Etc/UTC", F_OK) != 0 {
            return .noZones(directory: path)
        }
        let (zones, links) = listed
        if let now = links[name] { return .notInstalled(name: name, now: now) }
        return zones.contains(name)
            ? .unreadable(file: path + "/" + name, code: ENOENT) : .unknown(name: name)
    }

    /// The contents of tzdata's list: zones, and links by their name with the zone they lead to.
    private var listed: (zones: [String], links: [String: String]) {
        guard let bytes = try? PlainFile(list, atMost: Self.largestList).bytes else {
            return ([], [:])
        }
        var zones: [String] = []
        var links: [String: String] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            // `Z Europe/Paris 0:9:21 …`, `L Europe/Paris Europe/Monaco`
            let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
                .map { String(decoding: $0, as: UTF8.self) }
            guard fields.count >= 3 else { continue }
            if fields[0] == "Z" { zones.append(fields[1]) }
            if fields[0] == "L" { links[fields[2]] = fields[1] }
        }
        return (zones, links)
    }

    /// The list of 2026 has 110,000 bytes.
    private static let largestList = 1 << 21
}
