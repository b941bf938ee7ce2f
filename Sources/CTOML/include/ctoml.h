// TOML through toml++: a text becomes a list of nodes, or a mistake. Nothing of C++ shows here, exceptions included.

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

// A text in UTF-8. It may hold NUL bytes and ends by its count.
typedef struct {
    const char *bytes;
    size_t count;
} CTOMLText;

// A place in a text: both counted from 1, columns in Unicode scalars.
typedef struct {
    uint32_t line;
    uint32_t column;
} CTOMLPosition;

typedef struct {
    CTOMLKind kind;

    // The place of its key, of the header that made it, or of the node itself in an array.
    CTOMLPosition position;

    // Empty in an array and at the root.
    CTOMLText key;

    // The number of nodes directly in a table or an array.
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

    // The reason why the text is not TOML, and the place.
    CTOMLText reason;
    CTOMLPosition position;

    // The first place of a thing that stands there twice; line 0 for any other mistake.
    CTOMLPosition first;
} CTOMLDocument;

// The deepest nesting of brackets, and the most parts of a dotted key. toml++ uses a level of the stack for each.
#define CTOML_DEPTH 16

// Reads a text; NULL when there is no memory. The result, with all that it points to, is the caller's to free.
const CTOMLDocument *ctoml_read(const char *bytes, size_t count);
void ctoml_free(const CTOMLDocument *document);

#ifdef __cplusplus
}
#endif
#endif
