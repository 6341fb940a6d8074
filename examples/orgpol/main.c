/* SPDX-License-Identifier: MIT */
/* orgpol: asks the library from a command line. */
#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: orgpol eval [--tenant FILE] [--ndjson] [--table] [REQUEST|-]\n"
    "       orgpol explain [--table] REASON...|--all\n"
    "       orgpol --help | --version\n"
    "\n"
    "eval      answers AuthZEN evaluation requests: one JSON document in the file REQUEST, or on\n"
    "          standard input; with --ndjson one request a line, one answer a line\n"
    "explain   says what a reason means: its rule, cause, error and remedy\n"
    "\n"
    "  --tenant FILE   the tenant to ask; without it, every request brings its own as context.tenant\n"
    "  --table         answers for people instead of JSON; in colour on a terminal, unless NO_COLOR is set\n"
    "\n"
    "Exit status: 0 every answer is yes, 1 an answer is no, 2 the command line or an input is wrong.\n"
    "An answer to an input that is wrong is {\"decision\":false,\"context\":{\"error\":...}}.\n";

void print_text(FILE *to, const char *text)
{
    for (; *text; text++)
        putc((unsigned char)*text < 0x20 || *text == 0x7f ? '?' : *text, to);
}

static void complain_about(const char *format, va_list arguments)
{
    char message[1024];

    vsnprintf(message, sizeof message, format, arguments);
    fputs("orgpol: ", stderr);
    print_text(stderr, message);
    putc('\n', stderr);
}

int complain(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    complain_about(format, arguments);
    va_end(arguments);
    return EXIT_ERROR;
}

int misused(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    complain_about(format, arguments);
    va_end(arguments);
    fputs("Try 'orgpol --help'.\n", stderr);
    return EXIT_ERROR;
}

int complain_json(const char *file, size_t line, const struct orgpol_json_error *error)
{
    char place[32] = "";

    if (line > 0)
        snprintf(place, sizeof place, ":%zu", line);
    return complain("%s%s: offset %zu%s%s: %s", file, place, error->offset, error->pointer[0] ? ": " : "",
                    error->pointer, error->message);
}

bool colour_wanted(void)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    return isatty(STDOUT_FILENO) && (no_color == NULL || *no_color == '\0') &&
           (term == NULL || strcmp(term, "dumb") != 0);
}

int main(int count, char **arguments)
{
    int status;

    if (count < 2)
        return misused("a subcommand is needed");
    if (strcmp(arguments[1], "eval") == 0)
        status = command_eval(arguments + 2);
    else if (strcmp(arguments[1], "explain") == 0)
        status = command_explain(arguments + 2);
    else if (strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "help") == 0)
        status = fputs(usage, stdout) < 0 ? EXIT_ERROR : EXIT_YES;
    else if (strcmp(arguments[1], "--version") == 0)
        status = printf("orgpol %s, rules %s\n", orgpol_version(), orgpol_rules_version()) < 0 ? EXIT_ERROR
                                                                                               : EXIT_YES;
    else
        return misused("unknown subcommand '%s'", arguments[1]);
    /* A full disk or a closed pipe must not look like an answer. */
    if (fflush(stdout) != 0 || ferror(stdout))
        return complain("cannot write to standard output");
    return status;
}
