import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Logging
import MachineZones
import Synchronization

/// The watch on the machine's zone rules: after an update of tzdata the running ledger uses the new rules.
///
/// It has no timer of its own: a look costs two calls of `stat` and is taken when the clockwork looks at the clock.
/// Files that are missing or broken, as during an update, leave the old rules in force.
final class ZoneWatch: Sendable {
    private let zone: String
    private let zones: ZoneDirectory
    private let ledger: Ledger
    private let logger: Logger
    private let state: Mutex<State>

    private struct State {
        /// The files at the last look; nil until the ledger has taken their rules over.
        var seen: [ZoneFileIdentity?]?

        /// The version of the tzdata in force; nil when unknown.
        var version: String?
        var error: ZoneError?
    }

    init(zones: ZoneDirectory, ledger: Ledger, logger: Logger) {
        zone = ledger.shop.calendar.zone.name
        self.zones = zones
        self.ledger = ledger
        self.logger = logger
        state = Mutex(State(version: zones.version))
    }

    /// Reads the rules again if their files have changed since the last look.
    func look() async {
        // Taken before the file is read, so that a file replaced meanwhile is seen at the next look.
        let identity = zones.identity(of: zone)
        guard state.withLock({ $0.seen != identity }) else { return }
        let rules: ZoneRules
        do throws(ZoneError) {
            rules = try zones.rules(zone)
        } catch {
            state.withLock {
                $0.error = error
                $0.seen = identity
            }
            logger.error(
                "zone rules cannot be read, the old ones stay",
                metadata: ["zone": "\(zone)", "found": "\(error.found)"])
            return
        }
        let isNew = rules != ledger.shop.calendar.zone
        do {
            let isDone = try await ledger.use(rules)
            let version = zones.version
            state.withLock {
                $0.error = nil
                $0.version = version
                $0.seen = isDone ? identity : nil
            }
            guard isNew else { return }
            logger.info(
                "zone rules replaced",
                metadata: ["zone": "\(zone)", "tzdata": "\(version ?? "unknown")"])
        } catch {
            logger.error("zone rules cannot be taken over", metadata: ["reason": "\(error)"])
        }
    }

    var check: HealthBody.Check {
        let (version, error) = state.withLock { ($0.version, $0.error) }
        let rules = ZoneDirectory.words(zone, version: version)
        guard let error else {
            return HealthBody.Check(name: "zoneRules", ok: true, detail: rules)
        }
        return HealthBody.Check(
            name: "zoneRules", ok: false,
            detail: "found \(error.found): the old rules stay in use (\(rules))"
                + (error.hint.map { "; to correct it:  \($0)" } ?? ""))
    }
}
