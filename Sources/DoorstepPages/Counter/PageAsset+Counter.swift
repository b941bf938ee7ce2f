extension PageAsset {
    /// The files of `/counter`, among them the modules that `/kiosk` shares.
    static let counter = [
        PageAsset("counter.css", css, PackageResources.counter_css),
        PageAsset("counter.js", script, PackageResources.counter_js),
        PageAsset("counter-acts.js", script, PackageResources.counter_acts_js),
        PageAsset("counter-answers.js", script, PackageResources.counter_answers_js),
        PageAsset("counter-choices.js", script, PackageResources.counter_choices_js),
        PageAsset("counter-draw.js", script, PackageResources.counter_draw_js),
        PageAsset("counter-floor.js", script, PackageResources.counter_floor_js),
        PageAsset("counter-keys.js", script, PackageResources.counter_keys_js),
        PageAsset("counter-link.js", script, PackageResources.counter_link_js),
        PageAsset("counter-prompt.js", script, PackageResources.counter_prompt_js),
        PageAsset("counter-questions.js", script, PackageResources.counter_questions_js),
        PageAsset("counter-screen.js", script, PackageResources.counter_screen_js),
        PageAsset("counter-state.js", script, PackageResources.counter_state_js),
        PageAsset("clock.js", script, PackageResources.clock_js),
        PageAsset("kept.js", script, PackageResources.kept_js),
        PageAsset("link.js", script, PackageResources.link_js),
        PageAsset("screen.js", script, PackageResources.screen_js),
        PageAsset("sound.js", script, PackageResources.sound_js),
        PageAsset("words.js", script, PackageResources.words_js),
    ]
}
