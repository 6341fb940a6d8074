/* SPDX-License-Identifier: MIT */
/* The command line, and what is said on standard error. */
#include "server.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orgpol.h"

static const char usage[] =
    "usage: authzen-server --tenant FILE [--listen ADDRESS:PORT] [--base-url URL] [LIMIT...]\n"
    "       authzen-server --help | --version\n"
    "\n"
    "Answers the OpenID AuthZEN Authorization API 1.0 for one tenant, over plain HTTP and without\n"
    "authentication: let it listen on a loopback address, behind a proxy that does both.\n"
    "\n"
    "  --tenant FILE           the tenant that is asked\n"
    "  --listen ADDRESS:PORT   default 127.0.0.1:0; port 0 takes a free one. Standard output says which\n"
    "  --base-url URL          where clients reach this server, an https URL: serves the metadata document,\n"
    "                          and all paths below the URL's own\n"
    "  --max-body BYTES        largest request, default 262144\n"
    "  --timeout SECONDS       to send a request, and to take its answer, default 30\n"
    "  --max-connections N     at a time, default 256; others wait\n"
    "  --threads N             that answer, default 4\n"
    "\n"
    "SIGHUP loads the tenant again; a file that does not load leaves the old one. SIGTERM and SIGINT end\n"
    "the server after the requests it has begun; a second one ends it at once.\n"
    "\n"
    "Exit status: 0 ended by a signal, 2 the command line is wrong, or it could not start.\n";

/* Options with a value: a text, or a number from `least` to `most`. */
static const struct option {
    const char *name;
    size_t place;
    size_t least;
    size_t most; /* 0: a text */
} options[] = {
    {"--tenant", offsetof(struct settings, tenant), 0, 0},
    {"--listen", offsetof(struct settings, listen), 0, 0},
    {"--base-url", offsetof(struct settings, base_url), 0, 0},
    {"--max-body", offsetof(struct settings, max_body), 1, ORGPOL_JSON_MAX_BYTES},
    {"--timeout", offsetof(struct settings, timeout_s), 1, 3600},
    {"--max-connections", offsetof(struct settings, max_connections), 1, 65536},
    {"--threads", offsetof(struct settings, threads), 1, 256},
};

void complain(const char *format, ...)
{
    char line[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    for (char *c = line; *c; c++)
        if (*c < 0x20 || *c > 0x7E)
            *c = '?';
    fprintf(stderr, "authzen-server: %s\n", line);
}

static const struct option *find_option(const char *name)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (strcmp(options[i].name, name) == 0)
            return &options[i];
    return NULL;
}

static bool set_option(const struct option *option, const char *value, struct settings *settings)
{
    char *place = (char *)settings + option->place;
    char *end;
    unsigned long long number;

    if (option->most == 0) {
        memcpy(place, &value, sizeof value);
        return true;
    }
    number = strtoull(value, &end, 10);
    if (*value < '0' || *value > '9' || *end != '\0' || number < option->least || number > option->most) {
        complain("%s: expected a number from %zu to %zu, found '%s'", option->name, option->least,
                 option->most, value);
        return false;
    }
    memcpy(place, &(size_t){(size_t)number}, sizeof(size_t));
    return true;
}

static bool parse(char **arguments, struct settings *settings)
{
    for (; *arguments; arguments += 2) {
        const struct option *option = find_option(*arguments);

        if (option == NULL) {
            complain("unknown option '%s'", *arguments);
            return false;
        }
        if (arguments[1] == NULL) {
            complain("%s needs a value", *arguments);
            return false;
        }
        if (!set_option(option, arguments[1], settings))
            return false;
    }
    if (settings->tenant == NULL) {
        complain("--tenant FILE is needed");
        return false;
    }
    if (settings->max_connections < settings->threads) {
        complain("--max-connections: expected at least one for each of %zu threads, found %zu",
                 settings->threads, settings->max_connections);
        return false;
    }
    return true;
}

bool read_settings(char **arguments, struct settings *settings, int *status)
{
    const char *first = *arguments ? *arguments : "";

    *settings = (struct settings){
        .listen = "127.0.0.1:0", .max_body = 262144, .max_connections = 256, .threads = 4, .timeout_s = 30};
    *status = EXIT_SUCCESS;
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0) {
        fputs(usage, stdout);
    } else if (strcmp(first, "--version") == 0) {
        printf("authzen-server %s, rules %s\n", orgpol_version(), orgpol_rules_version());
    } else if (!parse(arguments, settings)) {
        fputs("Try 'authzen-server --help'.\n", stderr);
        *status = 2;
    } else {
        return true;
    }
    if (fflush(stdout) != 0)
        *status = 2;
    return false;
}
