// SwiftPM wants a source file to build a target; everything is inline in the header.
#include "shim.h"
