/* SPDX-License-Identifier: MIT */
/* The lists of this folder, row by row; README.md has their columns. */
#ifndef ORGPOL_TEST_DOCUMENTS_H
#define ORGPOL_TEST_DOCUMENTS_H

#include "support.h"

static const char *const document_lists[] = {"grammar", "numbers", "strings", "names"};
#define DOCUMENT_LISTS (sizeof document_lists / sizeof *document_lists)

struct document {
    const char *name;
    bool accepted;
    char *pointer; /* these two of refused documents */
    char *message;
    char *bytes;
    size_t length;
    size_t offset; /* where the row has \! */
};

struct document_file {
    char *text;
    char *next; /* what is left of it */
};

static inline struct document_file open_documents(const char *list)
{
    struct document_file file;
    char name[64];
    size_t length;

    snprintf(name, sizeof name, "test/json/%s.txt", list);
    file.next = file.text = slurp(name, &length);
    return file;
}

/* Reads \{N*TEXT} behind its backslash. */
static inline const char *read_repeated(const char *at, char **out)
{
    char *star;
    const unsigned long times = strtoul(at + 1, &star, 10);
    const char *const end = strchr(star, '}');

    if (*star != '*' || end == NULL)
        fail_msg("expected \\{N*TEXT}, found \\%s", at);
    for (unsigned long i = 0; i < times; i++) {
        memcpy(*out, star + 1, (size_t)(end - star - 1));
        *out += end - star - 1;
    }
    return end + 1;
}

/* What a cell stands for, terminated; the caller frees. *mark is where \! stands, or SIZE_MAX. */
static inline char *bytes_of(const char *cell, size_t *length, size_t *mark)
{
    char *const bytes = malloc(strstr(cell, "\\{") ? 1 << 17 : strlen(cell) + 1);
    char *out = bytes;

    assert_non_null(bytes);
    *mark = SIZE_MAX;
    while (*cell) {
        if (*cell != '\\') {
            *out++ = *cell++;
        } else if (cell[1] == 'x') {
            const char digits[] = {cell[2], cell[3], '\0'};

            *out++ = (char)strtoul(digits, NULL, 16);
            cell += 4;
        } else if (cell[1] == '!') {
            *mark = (size_t)(out - bytes);
            cell += 2;
        } else if (cell[1] == '{') {
            cell = read_repeated(cell + 1, &out);
        } else {
            *out++ = *cell++; /* an escape of JSON, whose second character may be a backslash */
            *out++ = *cell++;
        }
    }
    *out = '\0';
    *length = (size_t)(out - bytes);
    return bytes;
}

/* Cuts off the next cell, trimmed. */
static inline char *next_cell(const char *name, char **row)
{
    char *const cell = *row;
    char *const bar = strstr(cell, "| ");

    if (bar == NULL)
        fail_msg("%s: too few cells", name);
    *bar = '\0';
    *row = bar + 2;
    return trimmed(cell);
}

/* The next row; false after the last. free_document frees what it has. */
static inline bool next_document(struct document_file *file, struct document *document)
{
    char *row = next_row(&file->next);
    size_t length;
    size_t none;

    if (row == NULL)
        return false;
    *document = (struct document){.name = next_cell(row, &row)};
    document->accepted = strncmp(document->name, "accept-", 7) == 0;
    if (!document->accepted) {
        if (strncmp(document->name, "reject-", 7) != 0)
            fail_msg("%s: expected a name that begins with accept- or reject-", document->name);
        document->pointer = bytes_of(next_cell(document->name, &row), &length, &none);
        document->message = bytes_of(next_cell(document->name, &row), &length, &none);
    }
    document->bytes = bytes_of(trimmed(row), &document->length, &document->offset);
    if ((document->offset == SIZE_MAX) != document->accepted)
        fail_msg("%s: \\! stands in a document that is refused, and in no other", document->name);
    return true;
}

static inline void free_document(struct document *document)
{
    free(document->pointer);
    free(document->message);
    free(document->bytes);
}

#endif
