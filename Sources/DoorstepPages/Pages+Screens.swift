import DoorstepService

extension Pages {
    /// The pages of the screens, with the files that they load.
    package static let screens = Pages(
        [
            .index, .pairing, .pair, .counter, .kiosk, .shell, .report, .reportSheet,
        ] + Endpoint.assets, problem: problemPage)
}
