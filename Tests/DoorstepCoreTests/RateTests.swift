@testable import DoorstepCore
