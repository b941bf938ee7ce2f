// SwiftPM wants a source file to build a target; the library has all there is.
#include "shim.h"
