/* SPDX-License-Identifier: MIT */
/* The orgpol command: what its parts share. */
#ifndef ORGPOL_CLI_H
#define ORGPOL_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <cjson/cJSON.h>

#include "orgpol.h"
#include "orgpol/authzen.h"
#include "orgpol/lint.h"

/* Exit codes of every subcommand. */
enum { EXIT_YES = 0, EXIT_NO = 1, EXIT_ERROR = 2 };

/* Subcommands; `arguments` begins after the subcommand's name and ends with NULL. */
int command_audit(char **arguments);
int command_diff(char **arguments);
int command_eval(char **arguments);
int command_explain(char **arguments);
int command_lint(char **arguments);
int command_test(char **arguments);

/* Prints to standard error, after "orgpol: ", with control characters made harmless. Returns EXIT_ERROR. */
int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for a wrong command line, with a word on where to find help. */
int misused(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Complains about a document: file, line (0: none), offset, pointer, message. */
int complain_json(const char *file, size_t line, const struct orgpol_json_error *error);

/* What has been read; the caller frees ptr. */
struct bytes {
    char *ptr;
    size_t length;
    size_t size;
};

/* Adds a text, and a terminator. False when memory ends. */
bool append_text(struct bytes *to, const char *text);

/*
 * The array with room for one more than the `count` elements it has; `size` bytes each, *capacity in all.
 * NULL when memory ends: the array then stays as it was.
 */
void *with_room(void *array, size_t count, size_t *capacity, size_t size);

/* The text of a member, "" when it is absent or none. */
const char *text_member(const cJSON *object, const char *name);

/* A file to read; "-" is standard input. NULL after a complaint. */
FILE *open_input(const char *name);

/* One byte more than the library accepts: enough for it to refuse a longer document. */
#define INPUT_MAX ((size_t)ORGPOL_JSON_MAX_BYTES + 1)

/* Reads on to `stop` (EOF: to the end) and keeps at most INPUT_MAX bytes. False when memory ends. */
bool read_until(FILE *file, int stop, struct bytes *to);

/* A whole file; "-" is standard input. False after a complaint. */
bool read_file(const char *name, struct bytes *to);

/* The library's options: lookups keyed with random bytes, and documents up to ORGPOL_JSON_MAX_BYTES. */
struct orgpol_json_options hashed_options(void);

/*
 * Loads a tenant file, and, unless `document` is NULL, gives its tree too, which the caller frees. Anything
 * but ORGPOL_OK leaves both NULL, has filled in `error`, and has been complained about. A file whose name
 * ends in .ndjson has one object a line, as orgpol_tenant_builder_add_line takes them, and may be of any
 * length; with `document`, none of its lines may replace or remove.
 */
enum orgpol_status load_document(const char *name, struct orgpol_tenant **tenant, cJSON **document,
                                 struct orgpol_json_error *error);
enum orgpol_status load_tenant(const char *name, struct orgpol_tenant **tenant,
                               struct orgpol_json_error *error);

/* What load_document does with such a file, and which files those are. */
bool is_lines(const char *name);
enum orgpol_status load_lines(const char *name, struct orgpol_tenant **tenant, cJSON **document,
                              struct orgpol_json_error *error);

/* A tenant of a tree, NULL unless ORGPOL_OK, and the length of its text. A tree NULL is out of memory. */
enum orgpol_status load_tree(const cJSON *tree, struct orgpol_tenant **tenant, size_t *length,
                             struct orgpol_json_error *error);

/*
 * orgpol_authzen_evaluate with an answer that grows as needed, and is kept from call to call. When memory
 * ends, ORGPOL_ERR_MEMORY after a complaint, and answer->length is not below answer->size.
 */
enum orgpol_status ask(const struct orgpol_tenant *tenant, const char *request, size_t length,
                       struct bytes *answer, struct orgpol_decision *decision,
                       struct orgpol_json_error *error);

/* `--help` and `-h`; prints what they ask for. */
bool asks_help(const char *argument);
int print_usage(void);

/* Prints UTF-8 with a question mark for every character that could speak to the terminal or reorder a line.
 */
void print_text(FILE *to, const char *text);

/* Prints JSON as cJSON writes it, with an escape for every such character: nothing is lost. */
void print_json_text(const char *json);

/* Bytes of the character at `text` when it is one of those; otherwise 0. */
int harmful(const char *text);

/* True when standard output is a terminal that wants colour (NO_COLOR, TERM). */
bool colour_wanted(void);

/* A cell of a table, as wide as its widest, or as WIDTH_MAX, and two spaces; and how wide a text is. */
#define WIDTH_MAX 40
int width_of(const char *text);
void print_cell(const char *text, int width);

/* The questions and answers of one eval, for a person to read. */
struct table;
struct table *table_new(void);
bool table_add(struct table *table, const char *request, size_t length, const char *answer);
void table_print(const struct table *table);
void table_free(struct table *table);

#endif
