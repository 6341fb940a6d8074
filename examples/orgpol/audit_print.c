/* SPDX-License-Identifier: MIT */
/* The paths of an audit as JSON lines, CSV and a table. */
#include "audit.h"

#include <stdlib.h>
#include <string.h>

/* ---- JSON ---- */

static bool print_json_line(const cJSON *path)
{
    char *text = cJSON_PrintUnformatted(path);

    if (text) {
        print_json_text(text);
        putchar('\n');
    }
    cJSON_free(text);
    return text != NULL;
}

/* ---- cells ---- */

/* A member as text: a text, yes or no, the texts of a list. On the heap; NULL when memory ends. */
static char *cell_text(const cJSON *path, const char *name, const char *between)
{
    const cJSON *value = row_member(path, name);
    struct bytes text = {0};
    bool whole = append_word(
        &text, cJSON_IsBool(value) ? (cJSON_IsTrue(value) ? "true" : "false") : text_member(path, name), "");
    const cJSON *item;

    if (cJSON_IsArray(value))
        cJSON_ArrayForEach(item, value)
        {
            whole = whole && append_word(&text, cJSON_GetStringValue(item), between);
        }
    if (whole)
        return text.ptr;
    free(text.ptr);
    return NULL;
}

/* ---- CSV (RFC 4180) ---- */

static const char *const csv_columns[] = {
    "open",  "kind",      "organization", "client", "class",  "connection", "audience", "who",
    "cause", "protocols", "grant",        "scopes", "reason", "rule",       "unmet",    "note"};
#define CSV_COLUMNS (sizeof csv_columns / sizeof *csv_columns)

/*
 * A spreadsheet runs what begins as a formula does, so such a cell begins with an apostrophe instead. Control
 * characters are replaced, line ends among them.
 */
static void print_csv_cell(const char *text)
{
    const char *quote = strpbrk(text, ",\"") ? "\"" : "";

    fputs(quote, stdout);
    if (*text && strchr("=+-@", *text))
        putchar('\'');
    while (*text) {
        const int bytes = harmful(text);

        putchar(bytes ? '?' : *text);
        if (*text == '"')
            putchar('"');
        text += bytes ? bytes : 1;
    }
    fputs(quote, stdout);
}

static bool print_csv_line(const cJSON *path)
{
    bool whole = true;

    for (size_t i = 0; i < CSV_COLUMNS && whole; i++) {
        char *text = cell_text(path, csv_columns[i], text_is(csv_columns[i], "note") ? "; " : " ");

        fputs(i > 0 ? "," : "", stdout);
        whole = text != NULL;
        print_csv_cell(text ? text : "");
        free(text);
    }
    fputs("\r\n", stdout);
    return whole;
}

/* ---- the table ---- */

enum { ACCESS, KIND, SUBJECT, CLASS, THROUGH, WHO, CELLS };

struct audit_line {
    char *cells[CELLS];
    char *because;
    char *note;
    bool is_open;
};

static void free_line(struct audit_line *line)
{
    for (size_t i = 0; i < CELLS; i++)
        free(line->cells[i]);
    free(line->because);
    free(line->note);
}

void free_lines(struct audit *audit)
{
    for (size_t i = 0; i < audit->line_count; i++)
        free_line(&audit->lines[i]);
    free(audit->lines);
}

/* Appends how a login is open, where a plain one is not. */
static bool append_protocols(struct bytes *text, const cJSON *path)
{
    const cJSON *first = cJSON_GetArrayItem(row_member(path, "protocols"), 0);
    char *protocols;
    bool whole;

    if (first == NULL || text_is(cJSON_GetStringValue(first), login_protocols[0]))
        return true;
    protocols = cell_text(path, "protocols", " ");
    whole = protocols && append_word(text, "only by ", ", ") && append_word(text, protocols, "");
    free(protocols);
    return whole;
}

/* The causes and the grant of an open path; every reason of a closed one, with its rule. */
static char *because_of(const cJSON *path)
{
    struct bytes text = {0};
    bool whole = append_word(&text, "", "");
    const cJSON *item;
    char *scopes;

    cJSON_ArrayForEach(item, row_member(path, "cause"))
    {
        whole = whole && append_word(&text, cJSON_GetStringValue(item), ", ");
    }
    whole = whole && append_protocols(&text, path);
    cJSON_ArrayForEach(item, row_member(path, "unmet"))
    {
        const char *name = cJSON_GetStringValue(item);
        const struct orgpol_reason_entry *info =
            orgpol_reason_info(orgpol_reason_by_name(orgpol_str_of(name)));

        whole = whole && append_word(&text, name, ", ") && append_word(&text, "[", " ") &&
                append_word(&text, info ? info->rule : "?", "") && append_word(&text, "]", "");
    }
    if (row_member(path, "grant"))
        whole =
            whole && append_word(&text, "grant ", ", ") && append_word(&text, text_member(path, "grant"), "");
    scopes = cell_text(path, "scopes", " ");
    if (row_member(path, "scopes"))
        whole = whole && scopes && append_word(&text, *scopes ? "scopes " : "no scopes", ", ") &&
                append_word(&text, scopes, "");
    free(scopes);
    if (whole)
        return text.ptr;
    free(text.ptr);
    return NULL;
}

static bool keep_line(struct audit *audit, const cJSON *path)
{
    const char *const names[CELLS] = {
        [ACCESS] = "open",
        [KIND] = "kind",
        [SUBJECT] = audit->is_of_organization ? "client" : "organization",
        [CLASS] = "class",
        [THROUGH] = row_member(path, "connection") ? "connection" : "audience",
        [WHO] = "who",
    };
    const size_t count = audit->line_count;
    struct audit_line *line;
    bool whole = true;

    if ((count & (count - 1)) == 0) { /* 0 and every power of two */
        struct audit_line *lines = realloc(audit->lines, (count ? 2 * count : 1) * sizeof *lines);

        if (lines == NULL)
            return false;
        audit->lines = lines;
    }
    line = &audit->lines[audit->line_count++];
    line->is_open = row_true(path, "open");
    for (size_t i = 0; i < CELLS; i++) {
        line->cells[i] = cell_text(path, names[i], " ");
        whole = whole && line->cells[i];
    }
    line->because = because_of(path);
    line->note = cell_text(path, "note", "; ");
    return whole && line->because && line->note;
}

static const char *shown(const struct audit_line *line, size_t column)
{
    const char *text = line->cells[column];

    if (column == ACCESS)
        return line->is_open ? "open" : "closed";
    return *text ? text : "-"; /* nobody, no organization */
}

static void print_line(const struct audit_line *line, const int widths[CELLS], bool colour)
{
    if (colour)
        fputs(line->is_open ? "\033[32m" : "\033[31m", stdout);
    print_cell(shown(line, ACCESS), widths[ACCESS]);
    if (colour)
        fputs("\033[0m", stdout);
    for (size_t i = ACCESS + 1; i < CELLS; i++)
        print_cell(shown(line, i), widths[i]);
    print_text(stdout, line->because);
    if (*line->note) {
        fputs("\n    note  ", stdout);
        print_text(stdout, line->note);
    }
    putchar('\n');
}

static void print_table(const struct audit *audit)
{
    const char *const titles[CELLS] = {
        "ACCESS", "PATH", audit->is_of_organization ? "CLIENT" : "ORGANIZATION", "CLASS", "THROUGH", "WHO"};
    const bool colour = colour_wanted();
    int widths[CELLS];

    for (size_t column = 0; column < CELLS; column++) {
        widths[column] = width_of(titles[column]);
        for (size_t i = 0; i < audit->line_count; i++) {
            const int width = width_of(shown(&audit->lines[i], column));

            if (width > widths[column])
                widths[column] = width < WIDTH_MAX ? width : WIDTH_MAX;
        }
    }
    for (size_t column = 0; column < CELLS && audit->line_count > 0; column++)
        print_cell(titles[column], widths[column]);
    if (audit->line_count > 0)
        puts("BECAUSE");
    for (int open = 1; open >= 0; open--)
        for (size_t i = 0; i < audit->line_count; i++)
            if (audit->lines[i].is_open == open)
                print_line(&audit->lines[i], widths, colour);
    printf("%zu open, %zu closed\n", audit->open_count, audit->closed_count);
}

/* ---- all of them ---- */

void print_begin(const struct audit *audit)
{
    if (audit->format != FORMAT_CSV)
        return;
    for (size_t i = 0; i < CSV_COLUMNS; i++)
        printf("%s%s", i > 0 ? "," : "", csv_columns[i]);
    fputs("\r\n", stdout);
}

bool print_path(struct audit *audit, const cJSON *path)
{
    if (audit->format == FORMAT_JSON)
        return print_json_line(path);
    return audit->format == FORMAT_CSV ? print_csv_line(path) : keep_line(audit, path);
}

void print_end(const struct audit *audit)
{
    if (audit->format == FORMAT_TABLE)
        print_table(audit);
}
