import DoorstepAPI
import DoorstepCore
import DoorstepStore
import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Reads the packs again at SIGHUP: good ones are used from the next prompt on, broken ones leave the old in force
/// and are explained in the log and the health check.
final class ScriptsReload: Service {
    private let file: String
    private let ledger: Ledger
    private let logger: Logger
    private let mistakes = Mutex<[ConfigurationMistake]>([])

    /// `file` is the configuration. From here on a SIGHUP ends nothing: one that comes before `run` is lost.
    init(file: String, ledger: Ledger, logger: Logger) {
        signal(SIGHUP, SIG_IGN)
        self.file = file
        self.ledger = ledger
        self.logger = logger
    }

    func run() async throws {
        // Not signals.cancelOnGracefulShutdown(): to cancel such a sequence while another part fails can lock up.
        await cancelWhenGracefulShutdown { [self] in
            for await _ in await UnixSignalsSequence(trapping: .sighup) { await reload() }
        }
    }

    func reload() async {
        let (book, found) = ConfigurationReader.readScripts(path: file, for: ledger.shop)
        do {
            if let book { try await ledger.use(book) }
            // Before the log: who reads there what came of it finds the same in the health check.
            mistakes.withLock { $0 = found }
            if let book {
                logger.info("scripts read again", metadata: ["scripts": "\(book.count)"])
            }
            for mistake in found {
                logger.error(
                    "scripts cannot be used, the old ones stay",
                    metadata: ["mistake": "\(mistake)"])
            }
        } catch {
            logger.error("scripts could not be changed", metadata: ["reason": "\(error)"])
        }
    }

    var check: HealthBody.Check {
        let mistakes = mistakes.withLock { $0 }
        guard let first = mistakes.first else {
            return HealthBody.Check(name: "scripts", ok: true, detail: nil)
        }
        let more = mistakes.count > 1 ? " and \(mistakes.count - 1) more" : ""
        return HealthBody.Check(
            name: "scripts", ok: false,
            detail: "\(first)\(more): the old scripts stay in force; mend it, look with  "
                + "doorstepd check  and then  systemctl reload doorstepd")
    }
}
