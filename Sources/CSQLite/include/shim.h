#ifndef DOORSTEP_CSQLITE_SHIM_H
#define DOORSTEP_CSQLITE_SHIM_H

/* sqlite3_config takes a variable number of arguments, which Swift cannot call. */

/* SQLITE_CONFIG_MEMSTATUS 0. SQLITE_MISUSE once SQLite is in use. */
int doorstep_sqlite_forgo_memory_statistics(void);

/* sqlite3_errstr: what a result code means, in English. */
const char *doorstep_sqlite_meaning(int code);

#endif
