import DoorstepAPI
import DoorstepConfiguration
import DoorstepCore
import DoorstepStore
import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// The service that reads the packs again at SIGHUP. Packs without mistakes are used from the next prompt on. Otherwise
/// the old ones stay in force, and the log and the health check name the mistakes.
final class ScriptsReload: Service {
    private let file: String
    private let ledger: Ledger
    private let logger: Logger
    private let mistakes = Mutex<[ConfigurationMistake]>([])

    /// `file` is the configuration. From here on a SIGHUP does not end the process; one before `run` has no effect.
    init(file: String, ledger: Ledger, logger: Logger) {
        signal(SIGHUP, SIG_IGN)
        self.file = file
        self.ledger = ledger
        self.logger = logger
    }

    func run() async throws {
        // Not signals.cancelOnGracefulShutdown(): cancelling that sequence while another service fails can lock up.
        await cancelWhenGracefulShutdown { [self] in
            for await _ in await UnixSignalsSequence(trapping: .sighup) { await reload() }
        }
    }

    func reload() async {
        let (book, found) = Configuration.readScripts(path: file, for: ledger.shop)
        do {
            if let book { try await ledger.use(book) }
            // Set before the log lines, so that a reader of the log finds the same in the health check.
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
            detail:
                "\(first)\(more): the old scripts stay in use; correct it, run  "
                + "doorstepd check  and then  systemctl reload doorstepd"
        )
    }
}
