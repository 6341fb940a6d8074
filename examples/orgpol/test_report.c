/* SPDX-License-Identifier: MIT */
/* orgpol test: results on standard output, for people and as TAP version 14. */
#include "test.h"

#include <string.h>

/* A test's lines of why, each after a prefix. */
static void print_lines(const char *prefix, const char *lines)
{
    while (*lines) {
        const size_t length = strcspn(lines, "\n");

        printf("%s%.*s\n", prefix, (int)length, lines);
        lines += length + (lines[length] == '\n');
    }
}

/* The description of a TAP test point: a hash would begin a directive. */
static void print_description(const char *text)
{
    for (; *text; text++) {
        if (*text == '#' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
}

/* A YAML text in double quotes. */
static void print_quoted(const char *name, const char *text)
{
    printf("  %s: \"", name);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
    puts("\"");
}

static void report_tap(size_t number, const struct test_file *file, const struct test *test)
{
    printf("%s %zu - ", test->failure ? "not ok" : "ok", number);
    print_description(file->name);
    fputs(": ", stdout);
    print_description(test->name);
    putchar('\n');
    if (test->failure == NULL)
        return;
    puts("  ---");
    print_quoted("file", file->name);
    printf("  line: %zu\n", line_of(file, test->pointer));
    print_quoted("pointer", test->place);
    puts("  message: |");
    print_lines("    ", test->failure);
    puts("  ...");
}

static void report_plain(const struct test_file *file, const struct test *test)
{
    const bool colour = colour_wanted();

    if (test->failure == NULL)
        return;
    printf("%sFAIL%s  %s\n", colour ? "\033[31m" : "", colour ? "\033[0m" : "", test->name);
    printf("    at      %s:%zu: %s\n", file->name, line_of(file, test->pointer), test->place);
    print_lines("    ", test->failure);
    putchar('\n');
}

void report_begin(enum report_form form, size_t count)
{
    if (form == REPORT_TAP)
        printf("TAP version 14\n1..%zu\n", count);
}

void report_test(enum report_form form, size_t number, const struct test_file *file, const struct test *test)
{
    if (form == REPORT_TAP)
        report_tap(number, file, test);
    else
        report_plain(file, test);
}

void report_end(enum report_form form, size_t count, size_t failed)
{
    const char *prefix = form == REPORT_TAP ? "# " : "";

    printf("%s%zu test%s: %zu passed, %zu failed\n", prefix, count, count == 1 ? "" : "s", count - failed,
           failed);
}
