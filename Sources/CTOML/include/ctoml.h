// TOML by toml++: a text becomes a list of nodes, or a mistake. Nothing of C++ shows here, exceptions included.

#ifndef CTOML_H
#define CTOML_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum __attribute__((enum_extensibility(closed))) {
    CTOML_TABLE,
    CTOML_ARRAY,
    CTOML_STRING,
    CTOML_INTEGER,
    CTOML_DECIMAL,
    CTOML_BOOLEAN,
    CTOML_DATE,
    // A time, or a date with a time.
    CTOML_TIME,
} CTOMLKind;

// UTF-8, which may hold NUL bytes and ends by its count.
typedef struct {
    const char *bytes;
    size_t count;
} CTOMLText;

// Both counted from 1, columns in Unicode scalars.
typedef struct {
    uint32_t line;
    uint32_t column;
} CTOMLPosition;

typedef struct {
    CTOMLKind kind;

    // Of its key, of the header that made it, or of itself in an array.
    CTOMLPosition position;

    // Empty in an array and at the root.
    CTOMLText key;

    // How many nodes stand in a table or an array.
    size_t children;

    // The value, in the member of its kind; a boolean is an integer, 0 or 1.
    CTOMLText text;
    int64_t integer;
    double decimal;
    int32_t year, month, day;
} CTOMLNode;

typedef struct {
    // The root first, and after each node its children; NULL when the text is not TOML.
    const CTOMLNode *nodes;
    size_t count;

    // Why it is not TOML, and where.
    CTOMLText reason;
    CTOMLPosition position;

    // Where a thing that stands there twice stood first; line 0 when it is nothing of the kind.
    CTOMLPosition first;
} CTOMLDocument;

// How deep brackets may stand within brackets, and how many parts a dotted key may have. toml++ goes down a level of
// the stack for each.
#define CTOML_DEPTH 16

// NULL when there is no memory. Its result, with all that it points to, is the caller's to free.
const CTOMLDocument *ctoml_read(const char *bytes, size_t count);
void ctoml_free(const CTOMLDocument *document);

#ifdef __cplusplus
}
#endif
#endif
