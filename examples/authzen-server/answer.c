/* SPDX-License-Identifier: MIT */
/* From the library's answers to those of HTTP. */
#include "server.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Room for nearly all answers: what needs more is asked twice. It is for a batch's or a page's thousand items
 * of a kilobyte each, and for requests of the default size, parts of which are in their answers.
 */
enum { FIRST_SIZE = 1048576 };

static size_t write_string(char *to, const char *text)
{
    char *at = to;

    *at++ = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            *at++ = '\\';
        *at++ = *text;
    }
    *at++ = '"';
    return (size_t)(at - to);
}

void reply_error(struct reply *reply, unsigned status, const char *format, ...)
{
    char message[sizeof(struct orgpol_json_error)];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    *reply = (struct reply){.status = status, .text = malloc(2 * sizeof message + 2)};
    if (reply->text)
        reply->length = write_string(reply->text, message);
}

static void reply_refusal(struct reply *reply, enum orgpol_status status,
                          const struct orgpol_json_error *error)
{
    switch (status) {
    case ORGPOL_ERR_SYNTAX:
    case ORGPOL_ERR_LIMIT:
    case ORGPOL_ERR_REQUEST:
        reply_error(reply, MHD_HTTP_BAD_REQUEST, "%s%s%s (offset %zu)", error->pointer,
                    error->pointer[0] ? ": " : "", error->message, error->offset);
        break;
    case ORGPOL_ERR_MEMORY: reply_error(reply, MHD_HTTP_INTERNAL_SERVER_ERROR, "out of memory"); break;
    case ORGPOL_OK:
    case ORGPOL_ERR_ARGUMENT:
    case ORGPOL_ERR_BUFFER: reply_error(reply, MHD_HTTP_INTERNAL_SERVER_ERROR, "internal error"); break;
    }
}

enum orgpol_status ask_evaluation(const struct orgpol_tenant *tenant, const char *request, size_t length,
                                  const struct orgpol_json_options *options, char *answer, size_t size,
                                  size_t *answer_length, struct orgpol_json_error *error)
{
    return orgpol_authzen_evaluate(tenant, request, length, options, answer, size, answer_length, NULL,
                                   error);
}

enum orgpol_status ask_search_subject(const struct orgpol_tenant *tenant, const char *request, size_t length,
                                      const struct orgpol_json_options *options, char *answer, size_t size,
                                      size_t *answer_length, struct orgpol_json_error *error)
{
    return orgpol_authzen_search(tenant, ORGPOL_AUTHZEN_SEARCH_SUBJECT, request, length, options, answer,
                                 size, answer_length, error);
}

enum orgpol_status ask_search_resource(const struct orgpol_tenant *tenant, const char *request, size_t length,
                                       const struct orgpol_json_options *options, char *answer, size_t size,
                                       size_t *answer_length, struct orgpol_json_error *error)
{
    return orgpol_authzen_search(tenant, ORGPOL_AUTHZEN_SEARCH_RESOURCE, request, length, options, answer,
                                 size, answer_length, error);
}

enum orgpol_status ask_search_action(const struct orgpol_tenant *tenant, const char *request, size_t length,
                                     const struct orgpol_json_options *options, char *answer, size_t size,
                                     size_t *answer_length, struct orgpol_json_error *error)
{
    return orgpol_authzen_search(tenant, ORGPOL_AUTHZEN_SEARCH_ACTION, request, length, options, answer, size,
                                 answer_length, error);
}

/* While an answer waits to be taken, it should not keep more memory than it needs. */
static void fit(struct reply *reply)
{
    char *fitted = realloc(reply->text, reply->length + 1);

    if (fitted)
        reply->text = fitted;
}

/* Asks once, and once more when the answer needs more room. */
static enum orgpol_status ask_growing(struct reply *reply, ask *question, const struct orgpol_tenant *tenant,
                                      const char *request, size_t length,
                                      const struct orgpol_json_options *options,
                                      struct orgpol_json_error *error)
{
    enum orgpol_status status = ORGPOL_ERR_BUFFER;

    for (size_t size = FIRST_SIZE; status == ORGPOL_ERR_BUFFER; size = reply->length + 1) {
        char *grown = realloc(reply->text, size);

        if (grown == NULL)
            return ORGPOL_ERR_MEMORY;
        reply->text = grown;
        status = question(tenant, request, length, options, reply->text, size, &reply->length, error);
        if (status == ORGPOL_ERR_BUFFER && reply->length < size)
            return status;
    }
    return status;
}

void reply_ask(struct reply *reply, struct server *server, ask *question, const char *request, size_t length)
{
    struct orgpol_json_options options = ORGPOL_JSON_OPTIONS_INIT;
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    struct held_tenant *held = tenants_hold(&server->tenants);
    enum orgpol_status status;

    options.max_bytes = server->settings->max_body;
    options.hash_key = server->tenants.hash_key;
    *reply = (struct reply){.status = MHD_HTTP_OK};
    status = ask_growing(reply, question, held->tenant, request, length, &options, &error);
    tenants_release(&server->tenants, held);
    if (status == ORGPOL_OK) {
        fit(reply);
    } else {
        free(reply->text);
        reply->text = NULL;
        reply_refusal(reply, status, &error);
    }
}

/* What follows scheme and host, without the one slash that may end it. */
static struct orgpol_str path_of(const char *url)
{
    const char *host = strstr(url, "://");
    const char *path = host ? strchr(host + 3, '/') : NULL;
    size_t length = path ? strlen(path) : 0;

    length -= length > 0 && path[length - 1] == '/';
    return length > 0 ? (struct orgpol_str){path, length} : ORGPOL_STR("");
}

bool metadata_init(struct server *server, const char *url)
{
    const char *given = server->settings->base_url;
    const struct orgpol_str base_url = orgpol_str_of(given ? given : url);
    struct orgpol_json_error error = ORGPOL_JSON_ERROR_INIT;
    enum orgpol_status status;
    size_t size;

    status = orgpol_authzen_metadata(base_url, NULL, 0, &size, &error);
    if (status != ORGPOL_ERR_BUFFER) {
        if (given)
            complain("--base-url: %s", error.message);
        return given == NULL;
    }
    server->metadata = malloc(++size);
    if (server->metadata == NULL) {
        complain("out of memory");
        return false;
    }
    orgpol_authzen_metadata(base_url, server->metadata, size, &server->metadata_length, &error);
    server->base_path = path_of(base_url.ptr);
    return true;
}
