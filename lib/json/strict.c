/* SPDX-License-Identifier: MIT */
/*
 * The strict reader: one pass over the bytes that accepts exactly what orgpol/json.h says, and makes cJSON's
 * tree of it (tree.c). cJSON's own parser takes far more, and reads {"a":"acme\u0000evil"} as "acme".
 */
#include "strict.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "number.h"
#include "tree.h"

#define NO_BYTE (-1)
#define INLINE_NAMES 64 /* member names of the open objects that need no allocation */

/* An open object or array; the outermost frame is neither, and holds the document. */
struct frame {
    bool object;
    cJSON *node;  /* in the tree, when one is made */
    size_t index; /* place of the current element */
    size_t names; /* how many names were open before it */
};

struct scanner {
    const unsigned char *begin;
    const unsigned char *end;
    struct frame *frame;      /* the innermost */
    struct frame *last_frame; /* inside which none may be opened */
    struct frame frames[1 + ORGPOL_JSON_MAX_DEPTH_CEILING];
    struct raw_text *names; /* of the open objects' members so far, innermost last */
    size_t name_count;
    size_t name_capacity;
    struct raw_text inline_names[INLINE_NAMES];
    bool naming; /* a member's name is wrong: the innermost one is not that of what was being read */
    enum orgpol_status status;
    const char *wrong;         /* NULL while all is well ... */
    const unsigned char *stop; /* ... and then where it is wrong */
    struct tree tree;          /* what is made of the document; without a room, nothing is */
    const char *seek;          /* NULL, or what of the pointer to locate was not met yet */
    size_t found_values;       /* how many of the values on the way to it were met ... */
    size_t found;              /* ... and where the last of them is */
};

/*
 * Everything below reads at `at`, and returns where to go on, or NULL when this is the end: that of the
 * document, or, after fail(), of reading it.
 */
static const unsigned char *fail(struct scanner *s, const unsigned char *at, enum orgpol_status status,
                                 const char *wrong)
{
    s->stop = at;
    s->status = status;
    s->wrong = wrong;
    return NULL;
}

/*
 * Writes the segment of the pointer that leads into an open object or array, "/" and all, terminated. Returns
 * its length: 0 between the members of an object, `size` or more when it does not fit. The time it takes is
 * bounded by the room of a pointer, not by the name, which may be nearly the whole document.
 */
static size_t segment_of(const struct scanner *s, const struct frame *frame, char *out, size_t size)
{
    const bool innermost = frame == s->frame;
    const size_t names_end = innermost ? s->name_count : frame[1].names;
    char name[sizeof((struct orgpol_json_error *)NULL)->pointer];
    size_t name_length;
    size_t length = 0;

    out[0] = '\0';
    if (!frame->object)
        return (size_t)snprintf(out, size, "/%zu", frame->index);
    if (names_end == frame->names || (innermost && s->naming))
        return 0;
    name_length = orgpol_raw_unescape(&s->names[names_end - 1], name, sizeof name);
    if (name_length > sizeof name || size < 2)
        return size;
    out[length++] = '/';
    for (size_t i = 0; i < name_length; i++) {
        const bool escaped = name[i] == '~' || name[i] == '/';

        if (length + escaped + 1 >= size)
            return size;
        if (escaped)
            out[length++] = '~';
        out[length++] = (char)(!escaped ? name[i] : name[i] == '~' ? '0' : '1');
    }
    out[length] = '\0';
    return length;
}

/* The JSON pointer to what is being read, cut at a whole segment when it does not fit. */
static void pointer_of(const struct scanner *s, char *out, size_t size)
{
    size_t length = 0;

    out[0] = '\0';
    for (const struct frame *frame = s->frames + 1; frame <= s->frame; frame++) {
        const size_t room = size - length;
        const size_t more = segment_of(s, frame, out + length, room);

        if (more == 0 || more >= room) {
            out[length] = '\0';
            return;
        }
        length += more;
    }
}

/*
 * Remembers the value about to be read when it is the next one on the way to the pointer sought. Whatever
 * stands elsewhere costs one comparison, since names are unique: a value less deep than the next one means
 * that the last one found has ended without it, and a deeper one is beside the way.
 */
static void match_sought(struct scanner *s, const unsigned char *at)
{
    char segment[sizeof((struct orgpol_json_error *)NULL)->pointer];
    const size_t depth = (size_t)(s->frame - s->frames);
    size_t length = 0;

    if (depth < s->found_values) {
        s->seek = NULL;
        return;
    }
    if (depth > s->found_values)
        return;
    if (depth > 0) {
        length = segment_of(s, s->frame, segment, sizeof segment);
        if (length >= sizeof segment || strncmp(s->seek, segment, length) != 0 ||
            (s->seek[length] != '/' && s->seek[length] != '\0'))
            return; /* a name that does not fit the pointer is not in it */
    }
    s->seek += length;
    s->found_values++;
    s->found = (size_t)(at - s->begin);
}

static inline bool is_space(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Passes space, and returns the byte at *at then, or NO_BYTE at the end. */
static inline int next_byte(const unsigned char **at, const unsigned char *end)
{
    for (; *at < end; ++*at)
        if (!is_space(**at))
            return **at;
    return NO_BYTE;
}

/* Goes on in a string where one that is plain throughout would end. */
static const unsigned char *read_odd_string(struct scanner *s, const unsigned char *at, struct raw_text *text,
                                            char **said)
{
    const char *wrong = orgpol_raw_scan_on(at, s->end, text, &at);

    if (wrong)
        return fail(s, at, ORGPOL_ERR_SYNTAX, wrong);
    if (s->tree.texts)
        *said = orgpol_tree_text(&s->tree, text);
    return at;
}

/*
 * *said is what the string says, terminated, when a tree is made. Its texts have as much room left as there
 * is left of the document.
 */
static inline const unsigned char *read_string(struct scanner *s, const unsigned char *at,
                                               struct raw_text *text, char **said)
{
    const unsigned char *const begin = at + 1;
    const unsigned char *const stop = orgpol_raw_copy(begin, s->end, s->tree.texts);

    *text = (struct raw_text){begin, (size_t)(stop - begin), false};
    if (stop == s->end || *stop != '"')
        return read_odd_string(s, stop, text, said);
    if (s->tree.texts)
        *said = orgpol_tree_copied(&s->tree, text->length);
    return stop + 1;
}

/* Adds what was read to the tree, when one is made: *node, NULL otherwise. */
static inline bool add_node(struct scanner *s, const unsigned char *at, char *name, int type, cJSON **node)
{
    *node = NULL;
    if (s->tree.room == NULL)
        return true;
    *node = orgpol_tree_add(&s->tree, s->frame->node, name, type);
    return *node || fail(s, at, ORGPOL_ERR_MEMORY, "out of memory");
}

static const unsigned char *read_text(struct scanner *s, const unsigned char *at, char *name)
{
    struct raw_text text;
    char *said = NULL;
    cJSON *node;

    at = read_string(s, at, &text, &said);
    if (at == NULL || !add_node(s, at, name, cJSON_String, &node))
        return NULL;
    if (node)
        node->valuestring = said;
    return at;
}

static const unsigned char *read_number(struct scanner *s, const unsigned char *at, char *name)
{
    struct number number;
    const char *wrong = orgpol_number_scan(at, s->end, &number);
    cJSON *node;

    if (wrong)
        return fail(s, number.end, ORGPOL_ERR_SYNTAX, wrong);
    if (!add_node(s, number.end, name, cJSON_Number, &node))
        return NULL;
    if (node && !orgpol_tree_number(node, &number))
        return fail(s, number.end, ORGPOL_ERR_SYNTAX,
                    "the number cannot be read in the locale of the process");
    return number.end;
}

static inline bool is_literal(const unsigned char *at, const unsigned char *end, const char *literal)
{
    const size_t length = strlen(literal);

    return (size_t)(end - at) >= length && memcmp(at, literal, length) == 0;
}

static const unsigned char *read_literal(struct scanner *s, const unsigned char *at, char *name)
{
    const int type = is_literal(at, s->end, "true")    ? cJSON_True
                     : is_literal(at, s->end, "false") ? cJSON_False
                     : is_literal(at, s->end, "null")  ? cJSON_NULL
                                                       : cJSON_Invalid;
    cJSON *node;

    if (type == cJSON_Invalid)
        return fail(s, at, ORGPOL_ERR_SYNTAX, "expected a value");
    at += strlen(type == cJSON_False ? "false" : "true"); /* or "null", which is as long */
    return add_node(s, at, name, type, &node) ? at : NULL;
}

/* Room for twice as many names. */
static bool grow_names(struct scanner *s)
{
    const size_t capacity = s->name_capacity * 2;
    struct raw_text *grown = malloc(capacity * sizeof *grown);

    if (grown == NULL)
        return false;
    memcpy(grown, s->names, s->name_count * sizeof *grown);
    if (s->names != s->inline_names)
        free(s->names);
    s->names = grown;
    s->name_capacity = capacity;
    return true;
}

static const unsigned char *read_name(struct scanner *s, const unsigned char *at, char **name)
{
    if (next_byte(&at, s->end) != '"')
        return fail(s, at, ORGPOL_ERR_SYNTAX, "expected a member name in quotes");
    if (s->name_count == s->name_capacity && !grow_names(s))
        return fail(s, at, ORGPOL_ERR_MEMORY, "out of memory");
    return read_string(s, at, &s->names[s->name_count], name);
}

/* What stands before the value of a member. */
static const unsigned char *read_member(struct scanner *s, const unsigned char *at, char **name)
{
    at = read_name(s, at, name);
    if (at == NULL) {
        s->naming = true;
        return NULL;
    }
    s->name_count++;
    if (next_byte(&at, s->end) != ':')
        return fail(s, at, ORGPOL_ERR_SYNTAX, "expected a colon after the member name");
    return at + 1;
}

/* Opens an object or array. *complete tells that its end is what follows. */
static const unsigned char *read_open(struct scanner *s, const unsigned char *at, char *name, bool *complete)
{
    const bool object = *at == '{';
    cJSON *node;

    if (s->frame == s->last_frame)
        return fail(s, at, ORGPOL_ERR_LIMIT, "nested too deeply");
    if (!add_node(s, at, name, object ? cJSON_Object : cJSON_Array, &node))
        return NULL;
    *++s->frame = (struct frame){.object = object, .node = node, .names = s->name_count};
    at++;
    *complete = next_byte(&at, s->end) == (object ? '}' : ']');
    return at;
}

/* Reads one value, or the beginning of one. *complete tells which. */
static const unsigned char *read_value(struct scanner *s, const unsigned char *at, char *name, bool *complete)
{
    const int byte = next_byte(&at, s->end);

    *complete = true;
    if (s->seek)
        match_sought(s, at);
    if (byte == '"')
        return read_text(s, at, name);
    if (byte == '{' || byte == '[')
        return read_open(s, at, name, complete);
    if (byte == '-' || (byte >= '0' && byte <= '9'))
        return read_number(s, at, name);
    if (byte == NO_BYTE)
        return fail(s, at, ORGPOL_ERR_SYNTAX, "the document ends where a value was expected");
    return read_literal(s, at, name);
}

static const unsigned char *close_frame(struct scanner *s, const unsigned char *at)
{
    struct raw_text *const names = s->names + s->frame->names;
    const size_t count = s->name_count - s->frame->names;
    const struct raw_text *again =
        orgpol_raw_differ(names, count) ? NULL : orgpol_raw_duplicate(names, count);

    if (again) {
        s->names[s->name_count - 1] = *again;
        return fail(s, again->at - 1, ORGPOL_ERR_SYNTAX, "duplicate member name");
    }
    s->name_count = s->frame->names;
    s->frame--;
    return at + 1;
}

/* Passes what follows a value, up to the next one. */
static const unsigned char *next_element(struct scanner *s, const unsigned char *at)
{
    while (at && s->frame != s->frames) {
        struct frame *const frame = s->frame;
        const int byte = next_byte(&at, s->end);

        if (byte == ',') {
            frame->index++;
            return at + 1;
        }
        if (byte != (frame->object ? '}' : ']'))
            return fail(s, at, ORGPOL_ERR_SYNTAX,
                        frame->object ? "expected a comma or }" : "expected a comma or ]");
        at = close_frame(s, at);
    }
    if (at && next_byte(&at, s->end) != NO_BYTE)
        fail(s, at, ORGPOL_ERR_SYNTAX, "something follows the document");
    return NULL;
}

static void scanner_start(struct scanner *s, const char *text, size_t length, size_t max_depth)
{
    s->begin = (const unsigned char *)text;
    s->end = s->begin + length;
    s->frames[0] = (struct frame){.node = NULL};
    s->frame = s->frames;
    s->last_frame = s->frames + max_depth;
    s->name_count = s->found_values = s->found = 0;
    s->names = s->inline_names;
    s->name_capacity = INLINE_NAMES;
    s->naming = false;
    s->status = ORGPOL_OK;
    s->wrong = NULL;
    s->tree = (struct tree){NULL, NULL, NULL};
    s->seek = NULL;
}

static void scan(struct scanner *s)
{
    const unsigned char *at = s->begin;
    bool complete;

    do {
        char *name = NULL;

        if (s->frame->object)
            at = read_member(s, at, &name);
        if (at)
            at = read_value(s, at, name, &complete);
        if (at && complete)
            at = next_element(s, at);
    } while (at);
}

static void scanner_finish(struct scanner *s)
{
    if (s->names != s->inline_names)
        free(s->names);
}

size_t orgpol_json_locate(const char *text, size_t length, const char *pointer)
{
    struct scanner s;

    scanner_start(&s, text, length, ORGPOL_JSON_MAX_DEPTH_CEILING);
    s.seek = pointer;
    scan(&s);
    scanner_finish(&s);
    return s.found;
}

enum orgpol_status orgpol_json_read(const char *text, size_t length,
                                    const struct orgpol_json_options *options, struct room *room,
                                    size_t spare, cJSON **tree, struct orgpol_json_error *error)
{
    char pointer[sizeof error->pointer];
    struct scanner s;

    if (tree)
        *tree = NULL;
    if (length > options->max_bytes)
        return orgpol_json_fail(error, ORGPOL_ERR_LIMIT, options->max_bytes, NULL,
                                "the document is longer than the limit of %zu bytes", options->max_bytes);
    scanner_start(&s, text, length, options->max_depth);
    if (tree && !orgpol_tree_start(&s.tree, room, length, spare))
        return orgpol_json_no_memory(error);
    scan(&s);
    if (s.wrong) {
        pointer_of(&s, pointer, sizeof pointer);
        orgpol_json_fail(error, s.status, (size_t)(s.stop - s.begin), pointer, "%s", s.wrong);
    }
    scanner_finish(&s);
    if (tree && !s.wrong)
        *tree = s.tree.root;
    return s.wrong ? s.status : ORGPOL_OK;
}
