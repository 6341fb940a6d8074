/* SPDX-License-Identifier: MIT */
/* orgpol test: where things stand in a test file, and texts that every report can carry. */
#include "test.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static void write_segment(FILE *to, const struct path *path)
{
    if (path->name == NULL) {
        fprintf(to, "/%zu", path->index);
        return;
    }
    putc('/', to);
    for (const char *c = path->name; *c; c++) {
        if (*c == '~' || *c == '/')
            fputs(*c == '~' ? "~0" : "~1", to);
        else
            putc(*c, to);
    }
}

/* The way from the top. */
static void write_path(FILE *to, const struct path *path)
{
    const struct path *way[ORGPOL_JSON_MAX_DEPTH]; /* no document is deeper */
    size_t depth = 0;

    for (; path && depth < ORGPOL_JSON_MAX_DEPTH; path = path->up)
        way[depth++] = path;
    while (depth > 0)
        write_segment(to, way[--depth]);
}

/* When memory ends, C libraries cut the text, or leave it NULL, without a word. */
char *end_text(FILE *to, char **text)
{
    const bool failed = ferror(to) != 0;

    if (fclose(to) != 0 || failed) {
        free(*text);
        return NULL;
    }
    return *text;
}

char *path_text(const struct path *path)
{
    char *text = NULL;
    size_t length;
    FILE *to = open_memstream(&text, &length);

    if (to == NULL)
        return NULL;
    write_path(to, path);
    return end_text(to, &text);
}

/* Bytes of the UTF-8 character at `c`; 0 when it is none, or one that XML has no place for. */
static size_t character_length(const unsigned char *c)
{
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = {{0x80, 0, 0}, {0xE0, 0xC0, 0x80}, {0xF0, 0xE0, 0x800}, {0xF8, 0xF0, 0x10000}};

    for (size_t more = 0; more < sizeof forms / sizeof *forms; more++) {
        uint32_t code = c[0] & (unsigned char)~forms[more].mask;
        size_t i = 1;

        if ((c[0] & forms[more].mask) != forms[more].lead)
            continue;
        for (; i <= more && (c[i] & 0xC0) == 0x80; i++)
            code = code << 6 | (c[i] & 0x3F);
        if (i <= more || code < forms[more].least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ||
            code == 0xFFFE || code == 0xFFFF)
            return 0;
        return more + 1;
    }
    return 0;
}

char *clean_text(const char *text)
{
    char *valid = malloc(strlen(text) + 1);
    char *clean = NULL;
    char *out = valid;
    size_t length;
    FILE *to;

    if (valid == NULL)
        return NULL;
    while (*text) {
        const size_t bytes = character_length((const unsigned char *)text);

        memcpy(out, bytes ? text : "?", bytes ? bytes : 1);
        out += bytes ? bytes : 1;
        text += bytes ? bytes : 1;
    }
    *out = '\0';
    to = open_memstream(&clean, &length);
    if (to) {
        print_text(to, valid);
        clean = end_text(to, &clean);
    }
    free(valid);
    return clean;
}

size_t line_of(const struct test_file *file, const char *pointer)
{
    const char *at = file->text.ptr;
    const char *end = at ? at + orgpol_json_offset(at, file->text.length, pointer) : NULL;
    size_t line = at != NULL;

    for (; at < end; at++)
        line += *at == '\n';
    return line;
}

static void complain_at(const struct test_file *file, const char *pointer, const char *format,
                        va_list arguments)
{
    char *message = NULL;
    size_t length;
    FILE *to = open_memstream(&message, &length);

    if (to) {
        vfprintf(to, format, arguments);
        message = end_text(to, &message);
    }
    if (pointer && message)
        complain("%s:%zu: %s%s%s", file->name, line_of(file, pointer), pointer, *pointer ? ": " : "",
                 message);
    else
        complain("out of memory");
    free(message);
}

bool wrong_at_pointer(const struct test_file *file, const char *pointer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    complain_at(file, pointer, format, arguments);
    va_end(arguments);
    return false;
}

bool wrong_at(const struct test_file *file, const struct path *path, const char *format, ...)
{
    char *pointer = path_text(path);
    va_list arguments;

    va_start(arguments, format);
    complain_at(file, pointer, format, arguments);
    va_end(arguments);
    free(pointer);
    return false;
}

bool no_memory(void)
{
    complain("out of memory");
    return false;
}

const char *kind_of(const cJSON *value)
{
    if (value == NULL)
        return "nothing";
    if (cJSON_IsObject(value))
        return "an object";
    if (cJSON_IsArray(value))
        return "a list";
    if (cJSON_IsString(value))
        return "text";
    if (cJSON_IsNumber(value))
        return "a number";
    return cJSON_IsNull(value) ? "null" : "true or false";
}
