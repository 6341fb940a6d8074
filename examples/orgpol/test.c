/* SPDX-License-Identifier: MIT */
/* orgpol test: policy tests of a tenant. Every file is read before the first test is run. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

struct command_line {
    const char *tenant;
    const char *junit;
    char **files; /* names, moved to the front of the arguments */
    size_t file_count;
    enum report_form form;
    bool coverage;
    const char *minimum; /* the coverage below which the command fails, in per cent; NULL: none */
    unsigned percent;
    bool help;
};

/* The value of `--name VALUE` or `--name=VALUE`; *arguments moves on to it. NULL: another option. */
static const char *option_value(char ***arguments, const char *name)
{
    const size_t length = strlen(name);
    const char *argument = **arguments;

    if (strncmp(argument, name, length) != 0 || (argument[length] != '\0' && argument[length] != '='))
        return NULL;
    if (argument[length] == '=')
        return argument + length + 1;
    if ((*arguments)[1] == NULL)
        return "";
    return *++*arguments;
}

/* False after a complaint. */
static bool take_once(const char **option, const char *value, const char *name, const char *what)
{
    if (*option)
        misused("%s is given twice", name);
    else if (*value == '\0')
        misused("%s needs %s", name, what);
    else
        *option = value;
    return *option == value;
}

static bool read_percent(const char *text, unsigned *percent)
{
    const size_t length = strspn(text, "0123456789");

    *percent = 0;
    for (size_t i = 0; i < length && *percent <= 100; i++)
        *percent = *percent * 10 + (unsigned)(text[i] - '0');
    return length > 0 && text[length] == '\0' && *percent <= 100;
}

/* One option. False after a complaint. */
static bool read_option(char ***arguments, struct command_line *line)
{
    const char *value;

    if ((value = option_value(arguments, "--tenant")))
        return take_once(&line->tenant, value, "--tenant", "a file");
    if ((value = option_value(arguments, "--junit")))
        return take_once(&line->junit, value, "--junit", "a file to write");
    if ((value = option_value(arguments, "--min-coverage"))) {
        if (!take_once(&line->minimum, value, "--min-coverage", "a percentage"))
            return false;
        if (read_percent(value, &line->percent))
            return true;
        misused("--min-coverage needs a whole number from 0 to 100, found '%s'", value);
        return false;
    }
    if (strcmp(**arguments, "--tap") == 0) {
        line->form = REPORT_TAP;
    } else if (strcmp(**arguments, "--coverage") == 0) {
        line->coverage = true;
    } else if (asks_help(**arguments)) {
        line->help = true;
    } else {
        misused("unknown option '%s'", **arguments);
        return false;
    }
    return true;
}

static bool read_command_line(char **arguments, struct command_line *line)
{
    bool options = true;
    size_t from_input = 0;

    line->files = arguments;
    for (; *arguments; arguments++) {
        if (options && strcmp(*arguments, "--") == 0) {
            options = false;
        } else if (options && (*arguments)[0] == '-' && (*arguments)[1]) {
            if (!read_option(&arguments, line))
                return false;
        } else {
            from_input += strcmp(*arguments, "-") == 0;
            line->files[line->file_count++] = *arguments;
        }
    }
    from_input += line->tenant && strcmp(line->tenant, "-") == 0;
    if (line->help)
        return true;
    if (from_input > 1)
        misused("only one file can come from standard input");
    else if (line->file_count == 0)
        misused("a test file is needed");
    else if (line->junit && strcmp(line->junit, "-") == 0)
        misused("--junit needs a file to write: the results go to standard output");
    else
        return true;
    return false;
}

/* Reads every file, so that all of what is wrong is told at once. False after a complaint. */
static bool read_files(const struct command_line *line, struct loaded_tenant **loaded,
                       struct test_file *files)
{
    const struct loaded_tenant *tenant = line->tenant ? tenant_of_file(line->tenant, loaded) : NULL;
    bool read = true;

    if (line->tenant && tenant == NULL)
        return false;
    for (size_t i = 0; i < line->file_count; i++)
        read = test_file_read(line->files[i], tenant, loaded, &files[i]) && read;
    return read;
}

static double seconds_now(void)
{
    struct timespec now = {0};

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Runs the tests and reports each. False when the command cannot go on. */
static bool run_tests(const struct command_line *line, struct test_file *files, struct coverage *coverage)
{
    struct bytes answer = {0};
    size_t number = 0;
    bool running = true;

    for (size_t i = 0; i < line->file_count && running; i++) {
        for (size_t j = 0; j < files[i].count && running; j++) {
            struct test *test = &files[i].tests[j];
            const double begin = seconds_now();
            struct orgpol_decision decision;

            running = run_test(&files[i], test, &answer, &decision);
            if (!running)
                break;
            test->seconds = seconds_now() - begin;
            files[i].failed += test->failure != NULL;
            coverage_add(coverage, decision);
            report_test(line->form, ++number, &files[i], test);
        }
    }
    free(answer.ptr);
    return running;
}

/* What comes after the last test. Returns the exit status. */
static int conclude(const struct command_line *line, const struct test_file *files, size_t count,
                    const struct coverage *coverage)
{
    const char *prefix = line->form == REPORT_TAP ? "# " : "";
    size_t failed = 0;
    int status;

    for (size_t i = 0; i < line->file_count; i++)
        failed += files[i].failed;
    report_end(line->form, count, failed);
    status = failed > 0 ? EXIT_NO : EXIT_YES;
    if (line->coverage || line->minimum)
        coverage_print(coverage, prefix);
    if (line->minimum && !coverage_suffices(coverage, line->percent)) {
        printf("%sFAIL  less than %u %% of the reasons of the families asked were reached\n", prefix,
               line->percent);
        status = EXIT_NO;
    }
    if (line->junit && !junit_write(line->junit, files, line->file_count))
        status = EXIT_ERROR;
    return status;
}

/* What comes when the tests cannot be run. */
static void give_up(const struct command_line *line)
{
    if (line->form == REPORT_TAP)
        puts("Bail out! See standard error.");
    if (line->junit)
        junit_write(line->junit, NULL, 0);
}

static int test(const struct command_line *line)
{
    struct test_file *files = calloc(line->file_count, sizeof *files);
    struct loaded_tenant *loaded = NULL;
    struct coverage coverage = {0};
    size_t count = 0;
    int status = EXIT_ERROR;
    bool running;

    if (files == NULL)
        return complain("out of memory");
    running = read_files(line, &loaded, files);
    for (size_t i = 0; i < line->file_count && running; i++)
        count += files[i].count;
    if (running) {
        report_begin(line->form, count);
        running = run_tests(line, files, &coverage);
    } else if (line->form == REPORT_TAP) {
        puts("TAP version 14");
    }
    if (running)
        status = conclude(line, files, count, &coverage);
    else
        give_up(line);
    for (size_t i = 0; i < line->file_count; i++)
        test_file_free(&files[i]);
    free(files);
    tenants_free(loaded);
    return status;
}

int command_test(char **arguments)
{
    struct command_line line = {0};

    if (!read_command_line(arguments, &line))
        return EXIT_ERROR;
    return line.help ? print_usage() : test(&line);
}
