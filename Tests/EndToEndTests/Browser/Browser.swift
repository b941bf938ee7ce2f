import DoorstepCore
import Foundation
import TestSupport
import Testing

/// One headless Chromium with a profile of its own, as a person would have it in front of them.
struct Browser: Sendable {
    private let driver: WebDriver
    private let session: String

    /// `language` is what the browser asks pages for; the profile is kept under `profile`, so that a browser that is
    /// closed and opened anew is the same one.
    static func opened(
        _ driver: WebDriver, language: String = "fr", profile: String = "one",
        width: Int = 1024, height: Int = 600
    ) async throws -> Browser {
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--user-data-dir=\(driver.scratch.path)/\(profile)", "--lang=\(language)",
            "--window-size=\(width),\(height)", "--disable-background-timer-throttling",
            "--autoplay-policy=no-user-gesture-required",
        ]
        struct Capabilities: Encodable {
            struct All: Encodable { let alwaysMatch: Match }
            struct Match: Encodable {
                let options: Options
                let timeouts = ["script": scriptTimeout.milliseconds, "pageLoad": 120_000]
                enum CodingKeys: String, CodingKey {
                    case options = "goog:chromeOptions"
                    case timeouts
                }
            }
            struct Options: Encodable {
                let args: [String]
                let prefs: [String: String]
            }
            let capabilities: All
        }
        let body = try JSONEncoder().encode(
            Capabilities(
                capabilities: .init(
                    alwaysMatch: .init(
                        options: .init(
                            args: arguments, prefs: ["intl.accept_languages": language])))))
        struct Session: Decodable { let sessionId: String }
        let bytes = try await driver.send(
            "POST", "/session", String(decoding: body, as: UTF8.self))
        let session = try decoded(bytes, as: Session.self).sessionId
        let browser = Browser(driver: driver, session: session)
        try await browser.resize(width, height)
        return browser
    }

    func close() async throws { _ = try await driver.send("DELETE", "/session/\(session)") }

    @discardableResult
    private func call(_ method: String, _ path: String, _ body: some Encodable) async throws
        -> [UInt8]
    {
        try await driver.send(
            method, "/session/\(session)\(path)",
            String(decoding: try JSONEncoder().encode(body), as: UTF8.self))
    }

    private func ask(_ path: String) async throws -> [UInt8] {
        try await driver.send("GET", "/session/\(session)\(path)")
    }

    private static func decoded<Value: Decodable>(
        _ bytes: [UInt8], as type: Value.Type
    ) throws -> Value {
        try JSONDecoder().decode(BrowserAnswer<Value>.self, from: Data(bytes)).value
    }
}

/// How long a page may take until what is waited for is true of it.
private let scriptTimeout = Duration.seconds(200)

extension WebDriverFailure {
    /// Whether the page went away while a script waited in it. Chrome calls that a timeout too, at once (w3c/webdriver,
    /// issue 1856).
    fileprivate func isOfNavigation(after elapsed: Duration) -> Bool {
        message.contains("unloaded") || message.contains("navigation")
            || (error == "script timeout" && elapsed < scriptTimeout)
    }
}

/// What WebDriver wraps everything in.
private struct BrowserAnswer<Value: Decodable>: Decodable {
    let value: Value
}

/// One of DevTools' own.
private struct Command<Parameters: Encodable>: Encodable {
    let cmd: String
    let params: Parameters
}

// MARK: Where it is

extension Browser {
    func open(_ url: String) async throws { try await call("POST", "/url", ["url": url]) }

    func reload() async throws { try await call("POST", "/refresh", [String: String]()) }

    /// Runs the script in every page from now on, before the page's own.
    func prepare(_ script: String) async throws {
        try await call(
            "POST", "/goog/cdp/execute",
            Command(
                cmd: "Page.addScriptToEvaluateOnNewDocument", params: ["source": script]))
    }

    /// Brings another tab to the front for as long as the work lasts.
    func inAnotherTab(_ work: () async throws -> Void) async throws {
        let page = try Self.decoded(try await ask("/window"), as: String.self)
        struct Tab: Decodable { let handle: String }
        let other = try Self.decoded(
            try await call("POST", "/window/new", ["type": "tab"]), as: Tab.self)
        try await call("POST", "/window", ["handle": other.handle])
        try await work()
        try await call("POST", "/window", ["handle": page])
    }

    var url: String {
        get async throws { try Self.decoded(try await ask("/url"), as: String.self) }
    }

    /// The text of the first element that fits, as it is seen.
    func text(_ selector: String) async throws -> String {
        try await run("return document.querySelector(arguments[0])?.innerText ?? ''", [selector])
    }
}

// MARK: What a person does

extension Browser {
    /// Taps the element, which must be in sight.
    func tap(_ selector: String) async throws {
        try await call("POST", "/element/\(try await element(selector))/click", [String: String]())
    }

    /// Clicks in the middle of the element with a button of the mouse, 0 for the left one and 2 for the right one.
    func click(_ selector: String, button: Int = 0, times: Int = 1) async throws {
        let click = ["pointerDown", "pointerUp"].map { #"{"type":"\#($0)","button":\#(button)}"# }
            .joined(separator: ",")
        let origin = #"{"element-6066-11e4-a52e-4f735466cecf":"\#(try await element(selector))"}"#
        let move = #"{"type":"pointerMove","duration":0,"x":0,"y":0,"origin":\#(origin)}"#
        let actions = ([move] + Array(repeating: click, count: times)).joined(separator: ",")
        _ = try await driver.send(
            "POST", "/session/\(session)/actions",
            #"{"actions":[{"type":"pointer","id":"mouse","actions":[\#(actions)]}]}"#)
    }

    /// Types the letters, one after the other, wherever the focus is.
    func type(_ letters: String) async throws {
        struct Actions: Encodable {
            struct Source: Encodable {
                let type = "key"
                let id = "keyboard"
                let actions: [Action]
            }
            struct Action: Encodable { let type, value: String }
            let actions: [Source]
        }
        let strokes = letters.flatMap { letter in
            [
                Actions.Action(type: "keyDown", value: String(letter)),
                Actions.Action(type: "keyUp", value: String(letter)),
            ]
        }
        try await call("POST", "/actions", Actions(actions: [.init(actions: strokes)]))
    }

    /// As WebDriver names it: U+E00C.
    static let escape = "\u{E00C}"
    static let tab = "\u{E004}"
    static let enter = "\u{E007}"

    private func element(_ selector: String) async throws -> String {
        let bytes = try await call(
            "POST", "/element", ["using": "css selector", "value": selector])
        let found = try Self.decoded(bytes, as: [String: String].self)
        return try #require(found.values.first)
    }
}

// MARK: What the page says

extension Browser {
    private struct Script: Encodable {
        let script: String
        let args: [String]
    }

    /// What the script returns; `arguments` are its arguments.
    @discardableResult
    func run<Value: Decodable>(
        _ script: String, _ arguments: [String] = [], as type: Value.Type = Value.self
    ) async throws -> Value {
        try Self.decoded(
            try await call("POST", "/execute/sync", Script(script: script, args: arguments)),
            as: type)
    }

    /// Runs the script for what it does.
    func perform(_ script: String, _ arguments: [String] = []) async throws {
        try await call("POST", "/execute/sync", Script(script: script, args: arguments))
    }

    /// What the promise comes to that the expression is.
    @discardableResult
    func result<Value: Decodable>(
        of expression: String, _ arguments: [String] = [], as type: Value.Type = Value.self
    ) async throws -> Value {
        let script = """
            const done = arguments[arguments.length - 1];
            Promise.resolve((async () => (\(expression)))()).then(done, (error) => done(String(error)));
            """
        return try Self.decoded(
            try await call("POST", "/execute/async", Script(script: script, args: arguments)),
            as: type)
    }

    /// Returns once the expression is true of the page. It is looked at whenever anything on the page changes or has
    /// been loaded; a page that is loaded anew meanwhile is looked at too.
    func wait(_ expression: String, _ arguments: [String] = []) async throws {
        let script = """
            const given = [...arguments], done = given.pop();
            const holds = () => {
                try { return Boolean((function () { return (\(expression)); }).apply(null, given)); }
                catch { return false; }
            };
            if (holds()) return done(true);
            const end = new AbortController();
            const look = () => {
                if (end.signal.aborted || !holds()) return;
                end.abort();
                observer.disconnect();
                done(true);
            };
            const observer = new MutationObserver(look);
            observer.observe(document, {
                subtree: true, childList: true, attributes: true, characterData: true,
            });
            // A style sheet or a picture that arrives, a look that has changed, a place that was gone to: none of
            // these changes the document.
            for (const name of \(Self.unobserved)) {
                window.addEventListener(name, look, { capture: true, signal: end.signal });
            }
            """
        while true {
            let start = ContinuousClock.now
            do {
                try await call("POST", "/execute/async", Script(script: script, args: arguments))
                return
            } catch let failure as WebDriverFailure
                where failure.isOfNavigation(after: ContinuousClock.now - start)
            {
                continue
            }
        }
    }

    /// Events after which a page may be another, though its document is not.
    private static let unobserved = """
        ["readystatechange", "DOMContentLoaded", "load", "pageshow", "hashchange", "popstate", "focusin", "focusout",
         "input", "change", "scroll", "resize", "transitionend", "animationend"]
        """

    /// Returns once the element's text contains these words.
    func waitFor(_ words: String, in selector: String) async throws {
        try await wait(
            "document.querySelector(arguments[0])?.innerText.includes(arguments[1])",
            [selector, words])
    }
}

// MARK: How it looks

extension Browser {
    func resize(_ width: Int, _ height: Int) async throws {
        struct Metrics: Encodable {
            let width, height: Int
            let deviceScaleFactor = 1
            let mobile = false
        }
        try await call(
            "POST", "/goog/cdp/execute",
            Command(
                cmd: "Emulation.setDeviceMetricsOverride",
                params: Metrics(width: width, height: height)))
    }

    private struct Media: Encodable {
        var media = ""
        let features: [[String: String]]
    }

    /// Shows the page as paper would have it, or as the screen has it again.
    func show(asPaper isPaper: Bool) async throws {
        try await call(
            "POST", "/goog/cdp/execute",
            Command(
                cmd: "Emulation.setEmulatedMedia",
                params: Media(media: isPaper ? "print" : "", features: [])))
    }

    /// As a person's system asks for it.
    func prefer(dark: Bool, reducedMotion: Bool = false) async throws {
        let features = [
            ["name": "prefers-color-scheme", "value": dark ? "dark" : "light"],
            [
                "name": "prefers-reduced-motion",
                "value": reducedMotion ? "reduce" : "no-preference",
            ],
        ]
        try await call(
            "POST", "/goog/cdp/execute",
            Command(cmd: "Emulation.setEmulatedMedia", params: Media(features: features)))
    }

    /// A PNG.
    func screenshot() async throws -> Data {
        let text = try Self.decoded(try await ask("/screenshot"), as: String.self)
        return try #require(Data(base64Encoded: text))
    }

    /// A PDF of the page as it is printed.
    func printed() async throws -> Data {
        let bytes = try await call("POST", "/print", [String: String]())
        let text = try Self.decoded(bytes, as: String.self)
        return try #require(Data(base64Encoded: text))
    }
}
