#include "shim.h"

#include <sqlite3.h>

int doorstep_sqlite_forgo_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

const char *doorstep_sqlite_meaning(int code) { return sqlite3_errstr(code); }
