/* SPDX-License-Identifier: MIT */
/* orgpol: asks the library from a command line. */
#include "cli.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: orgpol eval [--tenant FILE] [--ndjson] [--table] [REQUEST|-]\n"
    "       orgpol test [--tenant FILE] [--tap] [--junit FILE] [--coverage] [--min-coverage PERCENT] "
    "FILE...\n"
    "       orgpol audit --tenant FILE (--organization ID | --client ID) [--logins] [--machine-to-machine]\n"
    "                    [--open] [--json | --csv]\n"
    "       orgpol diff [--table] --tenant OLD --tenant NEW\n"
    "       orgpol lint [--table] --tenant FILE\n"
    "       orgpol explain [--table] REASON...|--all\n"
    "       orgpol --help | --version\n"
    "\n"
    "eval      answers AuthZEN evaluation requests: one JSON document in the file REQUEST, or on\n"
    "          standard input; with --ndjson one request a line, one answer a line\n"
    "test      asks what test files ask of a tenant, and compares the answers with what they expect\n"
    "audit     lists who can reach an organization, or what a client can reach: every path, and its cause\n"
    "diff      says which decisions flip between two tenants, one a line, and which changes flip them;\n"
    "          asked for every client: can_login (every protocol, Cross App Access), check_client_grant and\n"
    "          check_user_grant (every API and scope), check_authorize_request, check_endpoint_request,\n"
    "          can_connect_account, check_token_exchange (refresh tokens); README says how\n"
    "lint      says what is wrong with a tenant (error) or worth a look (advice), one finding a line\n"
    "explain   says what a reason means: its rule, cause, error and remedy\n"
    "\n"
    "  --tenant FILE   the tenant to ask; without it, every request brings its own as context.tenant.\n"
    "                  A file named *.ndjson has one object a line: {\"kind\", \"owner\", \"object\"}\n"
    "  --table         answers for people instead of JSON; in colour on a terminal, unless NO_COLOR is set\n"
    "  --tap           test: results as TAP version 14; --junit FILE writes them as JUnit XML too\n"
    "  --coverage      test: which reasons and rules no test reaches; --min-coverage PERCENT fails below so\n"
    "                  many per cent of the reasons of the families of decisions that were asked\n"
    "  --logins, --machine-to-machine   audit: only paths of this kind; --open: only those that are open\n"
    "  --json, --csv   audit: a path a line, for programs and for spreadsheets, instead of a table\n"
    "\n"
    "Exit status: 0 every answer is yes, 1 an answer is no, 2 the command line or an input is wrong,\n"
    "memory ran out, or the output could not be written. Test: 0 every test passed, 1 one failed or the\n"
    "coverage is too low. Lint: 0 nothing is wrong, 1 something is. Diff: 0 no door opens, 1 one does.\n"
    "Audit: 0, whatever it lists.\n"
    "An answer to an input that is wrong is {\"decision\":false,\"context\":{\"error\":...}}.\n";

/*
 * Bytes of the character at `text` when it could speak to a terminal or reorder a line: controls
 * (U+0000-001F, U+007F-009F), line and paragraph separators, directional formatting (U+2028-202E,
 * U+2066-2069); otherwise 0.
 */
int harmful(const char *text)
{
    const unsigned char *c = (const unsigned char *)text;

    if (c[0] < 0x20 || c[0] == 0x7F)
        return 1;
    if (c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F)
        return 2;
    if (c[0] == 0xE2 &&
        ((c[1] == 0x80 && c[2] >= 0xA8 && c[2] <= 0xAE) || (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9)))
        return 3;
    return 0;
}

void print_text(FILE *to, const char *text)
{
    while (*text) {
        const int bytes = harmful(text);

        putc(bytes ? '?' : *text, to);
        text += bytes ? bytes : 1;
    }
}

void print_json_text(const char *json)
{
    const unsigned char *c = (const unsigned char *)json;

    while (*c) {
        const int bytes = harmful((const char *)c);

        if (bytes == 0)
            putchar(*c);
        else if (bytes == 1)
            printf("\\u%04x", c[0]);
        else if (bytes == 2)
            printf("\\u%04x", (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu));
        else
            printf("\\u%04x", (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu));
        c += bytes ? bytes : 1;
    }
}

static void complain_about(const char *format, va_list arguments)
{
    char brief[1024];
    char *whole = NULL;
    va_list again;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(brief, sizeof brief, format, arguments);
    if (length >= (int)sizeof brief && (whole = malloc((size_t)length + 1)))
        vsnprintf(whole, (size_t)length + 1, format, again);
    va_end(again);
    fputs("orgpol: ", stderr);
    print_text(stderr, whole ? whole : brief);
    putc('\n', stderr);
    free(whole);
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

bool asks_help(const char *argument)
{
    return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

int print_usage(void)
{
    return fputs(usage, stdout) < 0 ? EXIT_ERROR : EXIT_YES;
}

static int run(char **arguments)
{
    static const struct {
        const char *name;
        int (*command)(char **arguments);
    } commands[] = {
        {"audit", command_audit},     {"diff", command_diff}, {"eval", command_eval},
        {"explain", command_explain}, {"lint", command_lint}, {"test", command_test},
    };

    if (*arguments == NULL)
        return misused("a subcommand is needed");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(*arguments, commands[i].name) == 0)
            return commands[i].command(arguments + 1);
    if (!asks_help(*arguments) && strcmp(*arguments, "help") != 0 && strcmp(*arguments, "--version") != 0)
        return misused("unknown subcommand '%s'", *arguments);
    if (arguments[1])
        return misused("nothing may follow %s: '%s'", *arguments, arguments[1]);
    if (strcmp(*arguments, "--version") != 0)
        return print_usage();
    return printf("orgpol %s, rules %s\n", orgpol_version(), orgpol_rules_version()) < 0 ? EXIT_ERROR
                                                                                         : EXIT_YES;
}

int main(int count, char **arguments)
{
    const int status = run(arguments + (count > 0));

    /* A full disk or a closed pipe must not look like an answer. */
    if (fflush(stdout) != 0 || ferror(stdout))
        return complain("cannot write to standard output");
    return status;
}
