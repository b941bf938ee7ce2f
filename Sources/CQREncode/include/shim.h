#ifndef DOORSTEP_CQRENCODE_SHIM_H
#define DOORSTEP_CQRENCODE_SHIM_H

#include <qrencode.h>

#endif
