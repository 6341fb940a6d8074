/* SPDX-License-Identifier: MIT */
/* orgpol test: results as JUnit XML, in the form that Ant writes and CI servers read. */
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Texts are clean already (clean_text), so that XML has a place for every character. */
static void print_xml(FILE *to, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&': fputs("&amp;", to); break;
        case '<': fputs("&lt;", to); break;
        case '>': fputs("&gt;", to); break;
        case '"': fputs("&quot;", to); break;
        default: putc(*text, to);
        }
    }
}

static void print_attribute(FILE *to, const char *name, const char *text)
{
    fprintf(to, " %s=\"", name);
    print_xml(to, text);
    putc('"', to);
}

static void print_case(FILE *to, const struct test_file *file, const struct test *test)
{
    size_t first;

    fputs("    <testcase", to);
    print_attribute(to, "classname", file->name);
    print_attribute(to, "name", test->name);
    fprintf(to, " time=\"%.6f\"", test->seconds);
    if (test->failure == NULL) {
        fputs("/>\n", to);
        return;
    }
    first = strcspn(test->failure, "\n");
    fputs(">\n      <failure type=\"expectation\" message=\"", to);
    for (size_t i = 0; i < first; i++)
        print_xml(to, (char[]){test->failure[i], '\0'});
    fputs("\">", to);
    print_xml(to, file->name);
    fprintf(to, ":%zu: ", line_of(file, test->pointer));
    print_xml(to, test->place);
    putc('\n', to);
    print_xml(to, test->failure);
    fputs("</failure>\n    </testcase>\n", to);
}

/* A suite: a file, or, when that is NULL, the error because of which no test counts. */
static void print_suite(FILE *to, const struct test_file *file, size_t id, const char *now)
{
    double seconds = 0;

    for (size_t i = 0; file && i < file->count; i++)
        seconds += file->tests[i].seconds;
    fprintf(to, "  <testsuite id=\"%zu\" package=\"orgpol\"", id);
    print_attribute(to, "name", file ? file->name : "orgpol test");
    fprintf(to,
            " timestamp=\"%s\" hostname=\"localhost\" tests=\"%zu\" failures=\"%zu\" errors=\"%d\" "
            "time=\"%.6f\">\n"
            "    <properties/>\n",
            now, file ? file->count : 1, file ? file->failed : 0, file == NULL, seconds);
    for (size_t i = 0; file && i < file->count; i++)
        print_case(to, file, &file->tests[i]);
    if (file == NULL)
        fputs("    <testcase classname=\"orgpol test\" name=\"the tests are run\" time=\"0.000000\">\n"
              "      <error type=\"input\" message=\"not all tests were run; see standard error\"/>\n"
              "    </testcase>\n",
              to);
    fputs("    <system-out/>\n    <system-err/>\n  </testsuite>\n", to);
}

static void print_suites(FILE *to, const struct test_file *files, size_t count)
{
    const time_t now = time(NULL);
    char text[32] = "1970-01-01T00:00:00";
    struct tm parts;

    if (gmtime_r(&now, &parts))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", to);
    for (size_t i = 0; i < count; i++)
        print_suite(to, &files[i], i, text);
    if (count == 0)
        print_suite(to, NULL, 0, text);
    fputs("</testsuites>\n", to);
}

/* Writes to a file that is opened anew. False with errno set. */
static bool write_to(const char *name, int flags, const struct test_file *files, size_t count)
{
    const int descriptor = open(name, O_WRONLY | flags, 0666);
    FILE *to = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
    bool written;

    if (to == NULL) {
        if (descriptor >= 0)
            close(descriptor);
        return false;
    }
    print_suites(to, files, count);
    written = fflush(to) == 0 && ferror(to) == 0;
    return fclose(to) == 0 && written;
}

/* Writes beside the file first, so that it is never there by half. */
static bool replace_file(const char *name, const struct test_file *files, size_t count)
{
    const size_t size = strlen(name) + 32;
    char *beside = malloc(size);
    bool replaced;

    if (beside == NULL)
        return no_memory();
    snprintf(beside, size, "%s.%ld.tmp", name, (long)getpid());
    replaced = write_to(beside, O_CREAT | O_EXCL, files, count) && rename(beside, name) == 0;
    if (!replaced) {
        complain("%s: %s", name, strerror(errno));
        if (errno != EEXIST)
            unlink(beside);
    }
    free(beside);
    return replaced;
}

bool junit_write(const char *name, const struct test_file *files, size_t count)
{
    struct stat found;

    if (lstat(name, &found) != 0 || S_ISREG(found.st_mode))
        return replace_file(name, files, count);
    if (write_to(name, O_TRUNC, files, count)) /* a link, a device or a pipe stays what it is */
        return true;
    complain("%s: %s", name, strerror(errno));
    return false;
}
