import DoorstepAPI
import DoorstepCore
import Foundation
import Testing

extension EndToEnd {
    /// Another page in the browser of a paired screen: it has the cookies on its side, and nothing else.
    @Suite(.enabled(if: Chromium.isThere, Chromium.comment)) struct PasserByTests {
        @Test("another page in the same browser can neither read nor post anything")
        func otherPage() async throws {
            let shop = try await Shopfront.opened()
            let site = try SmallSite(["/": .init(body: Self.page)])
            defer { site.stop() }
            try await WebDriver.running { driver in
                let browser = try await Browser.opened(driver)
                try await shop.openCounter(browser)
                try await shop.daemon.record(Route.entrances)
                try await browser.waitFor("greeting", in: ".script")
                let before = try await shop.daemon.facts()

                try await browser.open("http://127.0.0.1:\(site.port)/")
                let read = try await browser.result(
                    of: "await attack(arguments[0])", [shop.address], as: [String].self)
                #expect(read.allSatisfy { $0.hasSuffix(": nothing") }, "\(read)")
                #expect(read.count == 9)

                // A form takes the whole page along, and is refused all the same.
                for path in [Route.entrances, "/v1/prompts/1/answer", "/pair"] {
                    try await browser.open("http://127.0.0.1:\(site.port)/")
                    try await browser.perform("submit(arguments[0])", [shop.address + path])
                    try await browser.wait("location.port === '\(shop.port)'")
                    #expect(try await browser.run("return document.body.innerText.length > 0"))
                }
                #expect(try await shop.daemon.facts() == before)

                // By another name of this machine the cookies do not come along, and the name is refused.
                try await browser.open("http://shop.localhost:\(shop.port)/counter")
                #expect(try await browser.run("return document.getElementById('screen') === null"))
            }
        }

        private static let page = """
            <!doctype html><title>elsewhere</title><body><script>
            const told = (promise) => Promise.race([
              promise.then((value) => value || 'nothing', () => 'nothing'),
            ]);
            const element = (name, at) => new Promise((resolve) => {
              const made = document.createElement(name);
              made.onload = () => resolve('loaded');
              made.onerror = () => resolve(null);
              made.src = at;
              document.body.append(made);
            });
            async function attack(shop) {
              const tries = {
                now: () => fetch(shop + '/v1/now', {credentials: 'include'}).then((it) => it.text()),
                opaque: () => fetch(shop + '/v1/now', {credentials: 'include', mode: 'no-cors'})
                  .then((it) => it.text()),
                post: () => fetch(shop + '/v1/entrances', {method: 'POST', credentials: 'include'})
                  .then((it) => it.text()),
                blind: () => fetch(shop + '/v1/entrances', {
                  method: 'POST', credentials: 'include', mode: 'no-cors', body: '{}',
                }).then((it) => it.text()),
                stream: () => new Promise((resolve) => {
                  const source = new EventSource(shop + '/v1/stream', {withCredentials: true});
                  source.onopen = () => resolve('open');
                  source.onerror = () => { source.close(); resolve(null); };
                }),
                image: () => element('img', shop + '/assets/doorstep.svg'),
                script: () => element('script', shop + '/v1/now'),
                module: () => element('script', shop + '/assets/words.js'),
                beacon: () => Promise.resolve(
                  navigator.sendBeacon(shop + '/v1/exits', '{}') ? null : null),
              };
              const results = [];
              for (const [name, work] of Object.entries(tries)) {
                results.push(`${name}: ${await told(work())}`);
              }
              return results;
            }
            function submit(action) {
              const form = document.createElement('form');
              form.method = 'post';
              form.action = action;
              form.enctype = 'text/plain';
              document.body.append(form);
              form.submit();
            }
            </script>
            """
    }
}
