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

#define INLINE_NAMES 64 /* member names of the open objects that need no allocation */

/* An open object or array. */
struct frame {
    bool object;
    cJSON *node;  /* in the tree, when one is made */
    size_t index; /* place of the current element */
    size_t names; /* how many names were open before it */
};

struct scanner {
    const unsigned char *begin;
    const unsigned char *end;
    const unsigned char *at;
    size_t max_depth;
    size_t depth;
    struct frame frames[ORGPOL_JSON_MAX_DEPTH_CEILING];
    struct raw_text *names; /* of the open objects' members so far, innermost last */
    size_t name_count;
    size_t name_capacity;
    struct raw_text inline_names[INLINE_NAMES];
    bool naming; /* between members: the innermost name is not that of what is being read */
    enum orgpol_status status;
    const char *wrong;   /* NULL while all is well; then at `at` */
    struct tree *tree;   /* NULL, or what is made of the document */
    const char *seek;    /* NULL, or what of the pointer to locate was not met yet */
    size_t found_values; /* how many of the values on the way to it were met ... */
    size_t found;        /* ... and where the last of them is */
};

static bool fail(struct scanner *s, enum orgpol_status status, const char *wrong)
{
    s->status = status;
    s->wrong = wrong;
    return false;
}

/*
 * Writes the segment of the pointer that leads into an open object or array, "/" and all, terminated. Returns
 * its length: 0 between the members of an object, `size` or more when it does not fit. The time it takes is
 * bounded by the room of a pointer, not by the name, which may be nearly the whole document.
 */
static size_t segment_of(const struct scanner *s, size_t level, char *out, size_t size)
{
    const struct frame *frame = &s->frames[level];
    const bool innermost = level + 1 == s->depth;
    const size_t names_end = innermost ? s->name_count : s->frames[level + 1].names;
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
    for (size_t level = 0; level < s->depth; level++) {
        const size_t room = size - length;
        const size_t more = segment_of(s, level, out + length, room);

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
static void match_sought(struct scanner *s)
{
    char segment[sizeof((struct orgpol_json_error *)NULL)->pointer];
    size_t length = 0;

    if (s->depth < s->found_values) {
        s->seek = NULL;
        return;
    }
    if (s->depth > s->found_values)
        return;
    if (s->depth > 0) {
        length = segment_of(s, s->depth - 1, segment, sizeof segment);
        if (length >= sizeof segment || strncmp(s->seek, segment, length) != 0 ||
            (s->seek[length] != '/' && s->seek[length] != '\0'))
            return; /* a name that does not fit the pointer is not in it */
    }
    s->seek += length;
    s->found_values++;
    s->found = (size_t)(s->at - s->begin);
}

static inline void skip_space(struct scanner *s)
{
    const unsigned char *at = s->at;

    while (at < s->end && *at <= ' ' && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        at++;
    s->at = at;
}

static inline bool read_string(struct scanner *s, struct raw_text *text)
{
    const char *wrong = orgpol_raw_scan(s->at + 1, s->end, text, &s->at);

    return wrong ? fail(s, ORGPOL_ERR_SYNTAX, wrong) : true;
}

/* Adds what is being read to the tree, when one is made: *node, NULL otherwise. */
static bool add_node(struct scanner *s, int type, cJSON **node)
{
    const struct frame *const frame = s->depth > 0 ? &s->frames[s->depth - 1] : NULL;

    *node = NULL;
    if (s->tree == NULL)
        return true;
    *node = orgpol_tree_add(s->tree, frame ? frame->node : NULL,
                            frame && frame->object ? &s->names[s->name_count - 1] : NULL, type);
    return *node ? true : fail(s, ORGPOL_ERR_MEMORY, "out of memory");
}

static bool read_text(struct scanner *s)
{
    struct raw_text text;
    cJSON *node;

    if (!read_string(s, &text) || !add_node(s, cJSON_String, &node))
        return false;
    if (node)
        node->valuestring = orgpol_tree_text(s->tree, &text);
    return true;
}

static bool read_number(struct scanner *s)
{
    struct number number;
    const char *wrong = orgpol_number_scan(s->at, s->end, &number);
    cJSON *node;

    s->at = number.end;
    if (wrong)
        return fail(s, ORGPOL_ERR_SYNTAX, wrong);
    if (!add_node(s, cJSON_Number, &node))
        return false;
    if (node && !orgpol_tree_number(node, &number))
        return fail(s, ORGPOL_ERR_SYNTAX, "the number cannot be read in the locale of the process");
    return true;
}

static bool read_literal(struct scanner *s)
{
    static const struct {
        const char *text;
        int type;
    } literals[] = {{"true", cJSON_True}, {"false", cJSON_False}, {"null", cJSON_NULL}};
    cJSON *node;

    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++) {
        const size_t length = strlen(literals[i].text);
        if ((size_t)(s->end - s->at) >= length && memcmp(s->at, literals[i].text, length) == 0) {
            s->at += length;
            return add_node(s, literals[i].type, &node);
        }
    }
    return fail(s, ORGPOL_ERR_SYNTAX, "expected a value");
}

static bool open_frame(struct scanner *s)
{
    const bool object = *s->at == '{';
    cJSON *node;

    if (s->depth == s->max_depth)
        return fail(s, ORGPOL_ERR_LIMIT, "nested too deeply");
    if (!add_node(s, object ? cJSON_Object : cJSON_Array, &node))
        return false;
    s->frames[s->depth++] = (struct frame){.object = object, .node = node, .names = s->name_count};
    s->at++;
    return true;
}

static bool close_frame(struct scanner *s)
{
    struct frame *frame = &s->frames[s->depth - 1];
    const struct raw_text *again =
        orgpol_raw_duplicate(s->names + frame->names, s->name_count - frame->names);

    if (again) {
        s->names[s->name_count - 1] = *again;
        s->at = again->at - 1;
        return fail(s, ORGPOL_ERR_SYNTAX, "duplicate member name");
    }
    s->name_count = frame->names;
    s->depth--;
    s->at++;
    return true;
}

/* Room for twice as many names. */
static bool grow_names(struct scanner *s)
{
    const size_t capacity = s->name_capacity * 2;
    struct raw_text *grown = malloc(capacity * sizeof *grown);

    if (grown == NULL)
        return fail(s, ORGPOL_ERR_MEMORY, "out of memory");
    memcpy(grown, s->names, s->name_count * sizeof *grown);
    if (s->names != s->inline_names)
        free(s->names);
    s->names = grown;
    s->name_capacity = capacity;
    return true;
}

static bool read_name(struct scanner *s)
{
    s->naming = true;
    skip_space(s);
    if (s->at == s->end || *s->at != '"')
        return fail(s, ORGPOL_ERR_SYNTAX, "expected a member name in quotes");
    if ((s->name_count == s->name_capacity && !grow_names(s)) || !read_string(s, &s->names[s->name_count]))
        return false;
    s->name_count++;
    s->naming = false;
    skip_space(s);
    if (s->at == s->end || *s->at != ':')
        return fail(s, ORGPOL_ERR_SYNTAX, "expected a colon after the member name");
    s->at++;
    return true;
}

/* After a value: closes what ends here, or goes to the next element. False also when the document ends. */
static bool next_element(struct scanner *s)
{
    while (s->depth > 0) {
        struct frame *frame = &s->frames[s->depth - 1];

        skip_space(s);
        if (s->at < s->end && *s->at == ',') {
            s->at++;
            frame->index++;
            return frame->object ? read_name(s) : true;
        }
        if (s->at == s->end || *s->at != (frame->object ? '}' : ']'))
            return fail(s, ORGPOL_ERR_SYNTAX,
                        frame->object ? "expected a comma or }" : "expected a comma or ]");
        if (!close_frame(s))
            return false;
    }
    skip_space(s);
    return s->at == s->end ? false : fail(s, ORGPOL_ERR_SYNTAX, "something follows the document");
}

/* Opens an object or array. *empty tells that it has ended already. */
static bool read_open(struct scanner *s, bool *empty)
{
    const bool object = *s->at == '{';

    if (!open_frame(s))
        return false;
    skip_space(s);
    *empty = s->at < s->end && *s->at == (object ? '}' : ']');
    if (*empty)
        return close_frame(s);
    return object ? read_name(s) : true;
}

/* Reads one value, or the beginning of one. *complete tells which. */
static bool read_value(struct scanner *s, bool *complete)
{
    *complete = true;
    skip_space(s);
    if (s->seek)
        match_sought(s);
    if (s->at == s->end)
        return fail(s, ORGPOL_ERR_SYNTAX, "the document ends where a value was expected");
    switch (*s->at) {
    case '{':
    case '[': return read_open(s, complete);
    case '"': return read_text(s);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': return read_number(s);
    default: return read_literal(s);
    }
}

static void scanner_start(struct scanner *s, const char *text, size_t length, size_t max_depth)
{
    s->begin = s->at = (const unsigned char *)text;
    s->end = s->begin + length;
    s->max_depth = max_depth;
    s->depth = s->name_count = s->found_values = s->found = 0;
    s->names = s->inline_names;
    s->name_capacity = INLINE_NAMES;
    s->naming = false;
    s->status = ORGPOL_OK;
    s->wrong = NULL;
    s->tree = NULL;
    s->seek = NULL;
}

static void scan(struct scanner *s)
{
    bool complete = false;

    while (read_value(s, &complete) && (!complete || next_element(s)))
        continue;
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
    struct tree made = {NULL, NULL, NULL};
    struct scanner s;

    if (tree)
        *tree = NULL;
    if (length > options->max_bytes)
        return orgpol_json_fail(error, ORGPOL_ERR_LIMIT, options->max_bytes, NULL,
                                "the document is longer than the limit of %zu bytes", options->max_bytes);
    if (tree && !orgpol_tree_start(&made, room, length, spare))
        return orgpol_json_no_memory(error);
    scanner_start(&s, text, length, options->max_depth);
    s.tree = tree ? &made : NULL;
    scan(&s);
    if (s.wrong) {
        pointer_of(&s, pointer, sizeof pointer);
        orgpol_json_fail(error, s.status, (size_t)(s.at - s.begin), pointer, "%s", s.wrong);
    }
    scanner_finish(&s);
    if (tree && !s.wrong)
        *tree = made.root;
    return s.wrong ? s.status : ORGPOL_OK;
}
