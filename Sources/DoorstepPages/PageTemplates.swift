import DoorstepCore
import Mustache

/// The templates built into the program. Values put into them are escaped for HTML.
enum PageTemplates {
    private static let library: MustacheLibrary = {
        let texts: [String: [UInt8]] = [
            "page": PackageResources.page_mustache, "index": PackageResources.index_mustache,
            "pair": PackageResources.pair_mustache, "problem": PackageResources.problem_mustache,
            "counter": PackageResources.counter_mustache,
            "kiosk": PackageResources.kiosk_mustache,
            "shell": PackageResources.shell_mustache,
            "report": PackageResources.report_mustache,
            "standalone": PackageResources.standalone_mustache,
        ]
        do {
            return MustacheLibrary(
                templates: try texts.mapValues {
                    try MustacheTemplate(string: String(decoding: $0, as: UTF8.self))
                })
        } catch {
            // The templates are part of the program: a test reads them all.
            preconditionFailure("a template cannot be read: \(error)")
        }
    }()

    /// Fills a template with the members of `context`, by their names.
    static func render(_ name: String, _ context: Any) -> String {
        guard let text = library.render(context, withTemplate: name) else {
            preconditionFailure("there is no template “\(name)”")
        }
        return text
    }
}
