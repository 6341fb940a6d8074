/* SPDX-License-Identifier: MIT */
/* Answers for people: a line for each question, and under a denial every reason and what to change. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { WHO, APPLICATION, ORGANIZATION, CONNECTION, COLUMNS };
#define WIDTH_MAX 40

struct line {
    cJSON *request;
    cJSON *answer;
};

struct table {
    struct line *lines;
    size_t count;
    size_t capacity;
};

struct table *table_new(void)
{
    return calloc(1, sizeof(struct table));
}

void table_free(struct table *table)
{
    if (table == NULL)
        return;
    for (size_t i = 0; i < table->count; i++) {
        cJSON_Delete(table->lines[i].request);
        cJSON_Delete(table->lines[i].answer);
    }
    free(table->lines);
    free(table);
}

static const cJSON *error_of(const struct line *line)
{
    const cJSON *error =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(line->answer, "context"), "error");

    return cJSON_IsObject(error) ? error : NULL;
}

bool table_add(struct table *table, const char *request, size_t length, const char *answer)
{
    struct line *line;

    if (table->count == table->capacity) {
        const size_t capacity = table->capacity ? 2 * table->capacity : 16;
        struct line *lines = realloc(table->lines, capacity * sizeof *lines);

        if (lines == NULL)
            return false;
        table->lines = lines;
        table->capacity = capacity;
    }
    line = &table->lines[table->count++];
    line->answer = cJSON_Parse(answer);
    line->request = NULL;
    /* cJSON may read something into a request that was refused: that one keeps its cells empty. */
    if (line->answer && error_of(line) == NULL)
        line->request = cJSON_ParseWithLength(request, length);
    return line->answer != NULL;
}

/* The text two names deep, or `otherwise`. */
static const char *text_of(const cJSON *json, const char *outer, const char *inner, const char *otherwise)
{
    const char *text = cJSON_GetStringValue(
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(json, outer), inner));

    return text && *text ? text : otherwise;
}

static const char *cell(const struct line *line, int column)
{
    if (line->request == NULL)
        return "";
    switch (column) {
    case WHO: return text_of(line->request, "subject", "id", "?");
    case APPLICATION: return text_of(line->request, "resource", "id", "?");
    case ORGANIZATION: return text_of(line->request, "context", "organization", "-");
    default: return text_of(line->request, "context", "connection", "-");
    }
}

/* Characters, as far as a terminal shows one for each code point. */
static int width_of(const char *text)
{
    int width = 0;

    for (; *text; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}

static void print_cell(const char *text, int width)
{
    print_text(stdout, text);
    printf("%*s", width > width_of(text) ? width - width_of(text) : 0, "");
    fputs("  ", stdout);
}

/* One line of up to two texts. */
static void print_detail(const char *label, const char *text, const char *more)
{
    printf("    %-8s", label);
    print_text(stdout, text);
    print_text(stdout, more);
    putchar('\n');
}

/* Every reason of a denial, with the words of the catalogue. */
static void print_reasons(const cJSON *context)
{
    const cJSON *name;

    cJSON_ArrayForEach(name, cJSON_GetObjectItemCaseSensitive(context, "unmet"))
    {
        const struct orgpol_reason_entry *info =
            orgpol_reason_info(orgpol_reason_by_name(orgpol_str_of(cJSON_GetStringValue(name))));
        char id[128];

        if (info == NULL)
            continue;
        snprintf(id, sizeof id, " [%s, %s]", info->name, info->rule);
        print_detail("because", info->summary, id);
        if (info->remedy)
            print_detail("change", info->remedy, "");
    }
}

static void print_words(const cJSON *context, const char *member, const char *label)
{
    const cJSON *word;

    cJSON_ArrayForEach(word, cJSON_GetObjectItemCaseSensitive(context, member))
    {
        print_detail(label, cJSON_GetStringValue(word), "");
    }
}

static void print_answer(const struct line *line, const int widths[COLUMNS], bool colour)
{
    const cJSON *context = cJSON_GetObjectItemCaseSensitive(line->answer, "context");
    const bool allowed = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(line->answer, "decision"));
    const bool broken = error_of(line) != NULL;
    const char *title = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(line->request, "title"));
    const char *paint = broken ? "\033[33m" : allowed ? "\033[32m" : "\033[31m";

    if (title) {
        fputs(colour ? "\n\033[1m" : "\n", stdout);
        print_text(stdout, title);
        puts(colour ? "\033[0m" : "");
    }
    for (int column = 0; column < COLUMNS; column++)
        print_cell(cell(line, column), widths[column]);
    printf("%s%s%s\n", colour ? paint : "",
           broken    ? "ERROR"
           : allowed ? "yes"
                     : "NO",
           colour ? "\033[0m" : "");
    if (broken) {
        print_detail("at", text_of(context, "error", "pointer", "the document"), "");
        print_detail("because", text_of(context, "error", "message", "?"), "");
        return;
    }
    print_reasons(context);
    if (!allowed) {
        char error[128];

        snprintf(error, sizeof error, "%s: ", text_of(line->answer, "context", "error", ""));
        print_detail("sends", error, text_of(line->answer, "context", "error_description", ""));
    }
    print_words(context, "obligations", "must");
    print_words(context, "advice", "advice");
}

void table_print(const struct table *table)
{
    static const char *const titles[COLUMNS] = {"WHO", "APPLICATION", "ORGANIZATION", "CONNECTION"};
    const bool colour = colour_wanted();
    int widths[COLUMNS];

    for (int column = 0; column < COLUMNS; column++) {
        widths[column] = width_of(titles[column]);
        for (size_t i = 0; i < table->count; i++) {
            const int width = width_of(cell(&table->lines[i], column));

            if (width > widths[column])
                widths[column] = width < WIDTH_MAX ? width : WIDTH_MAX;
        }
    }
    if (table->count > 0) {
        for (int column = 0; column < COLUMNS; column++)
            print_cell(titles[column], widths[column]);
        puts("MAY LOG IN");
    }
    for (size_t i = 0; i < table->count; i++)
        print_answer(&table->lines[i], widths, colour);
}
