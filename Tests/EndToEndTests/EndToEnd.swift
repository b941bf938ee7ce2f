import Testing

/// The real programs, one test at a time: two daemons under load at once would only measure the machine.
///
/// Every wait is for an event. The time limit is there for a daemon that never answers.
@Suite(.serialized, .timeLimit(.minutes(20))) enum EndToEnd {}
